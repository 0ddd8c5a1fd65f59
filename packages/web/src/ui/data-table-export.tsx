import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useLanguage, useTexts } from '../app/language.tsx'
import { formatCsv, offerFile } from './data-table-csv.ts'
import { allRows, type ListQuery, type ListRoute } from './data-table-pages.ts'
import type { DataColumn } from './data-table.tsx'
import { registerTexts } from './register.texts.ts'

interface Props<Id extends ListRoute, Row> {
  route: Id
  query: ListQuery<Id>
  columns: readonly DataColumn<Row>[]
  /** Without an ending. */
  fileName: string
}

const RESOURCE = { 'project.list': 'projects', 'enterprise.list': 'enterprises', 'parcel.list': 'parcels' } as const

interface MarkedRow {
  simulated: string[]
  sourceKind: string
  planSourceKind?: string | null
}

/** The titles of the columns whose value in this row is simulated; a plan's amount says so itself. */
const simulatedTitles = <Row extends MarkedRow>(columns: readonly DataColumn<Row>[], row: Row): string[] =>
  columns
    .filter(({ key }) => row.simulated.includes(key) || ((key === 'planYuan' || key === 'plan') && row.planSourceKind === 'simulated'))
    .map(({ title }) => title)

/**
 * Exports exactly what is shown: this selection, these columns, this order. The workbook can be imported again; the CSV is
 * the table as it stands, with the simulated facts named in a last column.
 */
export function ExportButton<Id extends ListRoute, Row extends MarkedRow>({ route, query, columns, fileName }: Props<Id, Row>) {
  const r = useTexts(registerTexts)
  const { locale } = useLanguage()
  const { message } = App.useApp()
  const [count, setCount] = useState<number | null>(null)
  const csv = async () => {
    const rows = await allRows<Id, Row>(route, query, setCount)
    const head = columns.map((column) => (column.isMoney ? r('withUnit', { name: column.title, unit: r('wan') }) : column.title))
    const body = rows.map((row) => [
      ...columns.map((column) => column.text(row)),
      row.sourceKind === 'simulated' ? r('simulated') : simulatedTitles(columns, row).join(r('listSeparator')),
    ])
    offerFile(new Blob([formatCsv([[...head, r('simulatedFacts')], ...body])], { type: 'text/csv' }), `${fileName}.csv`)
  }
  const workbook = async () => {
    const file = await api('exchange.export', {
      params: { resource: RESOURCE[route] },
      query: {
        ...query,
        format: 'xlsx',
        columns: columns.flatMap(({ key, fixed }) => (fixed && locale === 'en' ? ['nameEn', key] : key)).join(','),
      },
    })
    offerFile(file, `${fileName}.xlsx`)
  }
  const run = async (work: () => Promise<void>) => {
    setCount(0)
    try {
      await work()
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setCount(null)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: r('xlsx') },
          { key: 'csv', label: r('csv') },
        ],
        onClick: ({ key }) => void run(key === 'xlsx' ? workbook : csv),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={count !== null}>
        {count === null || count === 0 ? r('export') : r('exportRows', { count })}
      </Button>
    </Dropdown>
  )
}
