import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../app/language.tsx'
import { formatCsv, offerFile } from './data-table-csv.ts'
import { allRows, type ListQuery, type ListRoute } from './data-table-pages.ts'
import type { DataColumn } from './data-table.tsx'
import { registerTexts } from './register.texts.ts'

interface Props<Id extends ListRoute, Row> {
  route: Id
  query: ListQuery<Id>
  columns: readonly DataColumn<Row>[]
  fileName: string
}

/** Exports exactly what is shown: this selection, these columns, this order; simulated facts are named in a last column. */
export function CsvButton<Id extends ListRoute, Row extends { simulated: string[]; sourceKind: string }>({
  route,
  query,
  columns,
  fileName,
}: Props<Id, Row>) {
  const r = useTexts(registerTexts)
  const { message } = App.useApp()
  const [count, setCount] = useState<number | null>(null)
  const run = async () => {
    setCount(0)
    try {
      const rows = await allRows<Id, Row>(route, query, setCount)
      const head = columns.map((column) => (column.isMoney ? `${column.title}（${r('wan')}）` : column.title))
      const body = rows.map((row) => [
        ...columns.map((column) => column.text(row)),
        row.sourceKind === 'simulated' ? r('simulated') : row.simulated.map((field) => `${r('simulated')}:${field}`).join(' '),
      ])
      offerFile(new Blob([formatCsv([[...head, r('simulatedFacts')], ...body])], { type: 'text/csv' }), fileName)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setCount(null)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={count !== null} onClick={() => void run()}>
      {count === null ? r('csv') : r('exportRows', { count })}
    </Button>
  )
}
