import { Button, Empty, Table, type TableProps } from 'antd'
import { useEffect, useMemo, useState, type Key, type ReactNode } from 'react'
import type { ProblemError } from '@ballast/contract/client.ts'
import { useTexts } from '../app/language.tsx'
import { textWidth } from './label-width.ts'
import { ProblemAlert } from './loaded.tsx'
import { markOf } from './marked-row.ts'
import { registerTexts } from './register.texts.ts'
import './data-table.css'

export interface DataColumn<Row> {
  key: string
  title: string
  width: number
  /** Name by which the server sorts; missing: not sortable. */
  sort?: string
  align?: 'right'
  fixed?: boolean
  /** An amount: exports name its unit. */
  isMoney?: boolean
  /** Shown only when the user asks for it. */
  hidden?: boolean
  /** Its cells say themselves where their fact comes from; others get a corner. */
  marksItself?: boolean
  render: (row: Row) => ReactNode
  /** What an export writes for the cell. */
  text: (row: Row) => string
}

interface Props<Row> {
  label: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** A server sort name, with a minus in front for descending. */
  sort: string
  onSort: (sort: string) => void
  error: ProblemError | null
  isFetching: boolean
  hasMore: boolean
  onMore: () => void
  onRetry: () => void
  picked?: readonly string[]
  onPick?: (keys: string[]) => void
  footer?: ReactNode
  empty?: ReactNode
  /** Height of the rows' part; by default what the window leaves. */
  height?: number
  /** The row that is selected elsewhere on the page, and what pointing at a row or choosing it tells the page. */
  current?: string | null | undefined
  onPoint?: (key: string | null) => void
  onChoose?: (row: Row) => void
}

/** Room for the title and its sort arrows: a header is never cut off. */
const widthOf = <Row,>({ title, width, sort }: DataColumn<Row>): number =>
  Math.max(width, Math.ceil(textWidth(title) * 1.06) + (sort === undefined ? 18 : 38))

/** The columns that are shown, in the chosen order; the fixed one is always first. */
export function chosenColumns<Row>(columns: readonly DataColumn<Row>[], chosen: readonly string[] | undefined): DataColumn<Row>[] {
  if (!chosen || chosen.length === 0) return columns.filter((column) => !column.hidden)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const fixed = columns.filter((column) => column.fixed)
  return [...fixed, ...chosen.flatMap((key) => byKey.get(key) ?? []).filter((column) => !column.fixed)]
}

/** Rows that the server filters, sorts and pages; further pages come as the user scrolls. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const t = useTexts(registerTexts)
  const size = useTableSize()
  const height = props.height ?? size.height
  const { fixedWidth } = size
  const { columns, rows, sort, onSort, rowKey, picked, onPick } = props
  const descending = sort.startsWith('-')
  const sorted = descending ? sort.slice(1) : sort
  const tableColumns = useMemo<NonNullable<TableProps<Row>['columns']>>(
    () =>
      columns.map((column) => ({
        key: column.key,
        title: column.title,
        width: column.fixed ? Math.min(column.width, fixedWidth) : widthOf(column),
        ellipsis: true,
        ...(column.align ? { align: column.align } : {}),
        ...(column.fixed ? { fixed: 'left' as const } : {}),
        ...(column.sort === undefined
          ? {}
          : { sorter: true, sortOrder: sorted === column.sort ? (descending ? ('descend' as const) : ('ascend' as const)) : null }),
        render: (_: unknown, row: Row) => column.render(row),
        onCell: (row: Row) => {
          const mark = column.marksItself || column.fixed ? undefined : markOf(row, column.key)
          return mark === undefined
            ? {}
            : { className: `cell-mark cell-${mark}`, title: t(mark === 'simulated' ? 'simulatedCell' : 'enteredHint') }
        },
      })),
    [columns, sorted, descending, fixedWidth, t],
  )
  const legend = useMemo(() => {
    const marks = (rows ?? []).flatMap((row) =>
      columns.flatMap((column) => (column.marksItself || column.fixed ? [] : (markOf(row, column.key) ?? []))),
    )
    return [...new Set(marks)].toSorted()
  }, [rows, columns])
  if (props.error && rows === undefined) return <ProblemAlert error={props.error} onRetry={props.onRetry} />
  const width = columns.reduce((sum, column) => sum + widthOf(column), onPick ? 44 : 0)
  return (
    <section className="data-table" aria-label={props.label}>
      <Table<Row>
        size="small"
        virtual
        columns={tableColumns}
        dataSource={rows ?? []}
        rowKey={rowKey}
        loading={rows === undefined || (props.isFetching && !props.hasMore)}
        pagination={false}
        scroll={{ x: width, y: height }}
        showSorterTooltip={false}
        rowClassName={(row) => (props.current === rowKey(row) ? 'data-row-current' : '')}
        onRow={(row) => ({
          onMouseEnter: () => props.onPoint?.(rowKey(row)),
          onMouseLeave: () => props.onPoint?.(null),
          onClick: () => props.onChoose?.(row),
        })}
        locale={{ emptyText: rows === undefined ? <div style={{ height: height - 40 }} /> : (props.empty ?? <Empty />) }}
        {...(onPick
          ? {
              rowSelection: {
                columnWidth: 44,
                fixed: true,
                selectedRowKeys: [...(picked ?? [])],
                preserveSelectedRowKeys: true,
                onChange: (keys: Key[]) => onPick(keys.map(String)),
                getTitleCheckboxProps: () => ({ 'aria-label': t('selectAll') }),
                getCheckboxProps: () => ({ 'aria-label': t('selectRow') }),
              },
            }
          : {})}
        onChange={(_pages, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          const name = columns.find((column) => column.key === one?.columnKey)?.sort
          if (name !== undefined) onSort(one?.order === 'descend' ? `-${name}` : name)
        }}
        onScroll={({ currentTarget }) => {
          const { scrollTop, clientHeight, scrollHeight } = currentTarget
          // The next page is asked for one screen before the end.
          if (props.hasMore && !props.isFetching && scrollTop + 2 * clientHeight > scrollHeight) props.onMore()
        }}
      />
      <footer className="data-table-foot">
        {props.footer}
        {legend.length === 0 ? null : (
          <span className="quiet">
            {legend.map((mark) => (
              <span key={mark} className={`cell-legend cell-${mark}`}>
                {t(mark)}
              </span>
            ))}
          </span>
        )}
        <span className="quiet">
          {rows === undefined ? null : t('loaded', { count: rows.length })}
          {props.hasMore ? (
            <Button size="small" type="link" loading={props.isFetching} onClick={props.onMore}>
              {t('loadMore')}
            </Button>
          ) : null}
        </span>
      </footer>
      {props.error ? <ProblemAlert error={props.error} onRetry={props.onRetry} /> : null}
    </section>
  )
}

/** The table fills the window; on a phone the fixed column leaves room for the others. */
function tableSize(): { height: number; fixedWidth: number } {
  const isNarrow = window.innerWidth < 700
  return { height: Math.max(300, window.innerHeight - (isNarrow ? 260 : 330)), fixedWidth: isNarrow ? 150 : 400 }
}

function useTableSize() {
  const [size, setSize] = useState(tableSize)
  useEffect(() => {
    const onResize = () => setSize(tableSize())
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])
  return size
}
