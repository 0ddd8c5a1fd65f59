import { Table } from 'antd'
import type { TableProps } from 'antd'
import { useEffect, useRef } from 'react'

/** A table of the plan; where it is wider than the window, it can be scrolled by keyboard even if nothing in it can be clicked. */
export function PlanTable<Row extends object>(props: TableProps<Row>) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0'), [])
  return (
    <div ref={place}>
      <Table<Row> className="plan-table" size="small" bordered pagination={false} {...props} />
    </div>
  )
}
