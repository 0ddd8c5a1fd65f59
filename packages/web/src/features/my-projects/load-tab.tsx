import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import type { ManagerLoad } from '@ballast/contract/my-projects.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { myProjectsTexts } from './my-projects.texts.ts'

type Row = ManagerLoad['rows'][number]
const COUNTS = ['projects', 'red', 'yellow', 'pastNextGate', 'updatesDue'] as const
const TITLES = { projects: 'projects', red: 'red', yellow: 'yellow', pastNextGate: 'pastNext', updatesDue: 'updatesDue' } as const
const AMOUNTS = ['planYuan', 'totalYuan'] as const

/** What each service manager carries, and all of them together. */
export function LoadTab() {
  const load = useRoute('my-projects.load', {})
  return (
    <Loaded query={load}>
      {({ rows, isSimulated }) => (
        <>
          {isSimulated ? <SourceBadge kind="simulated" /> : null}
          <LoadTable rows={rows} />
        </>
      )}
    </Loaded>
  )
}

const compareFen = (a: string, b: string): number => (parseYuan(a) < parseYuan(b) ? -1 : parseYuan(a) > parseYuan(b) ? 1 : 0)

function LoadTable({ rows }: { rows: readonly Row[] }) {
  const t = useTexts(myProjectsTexts)
  const codes = useCodeNames()
  return (
    <Table<Row>
      size="small"
      rowKey={({ manager }) => manager ?? ''}
      pagination={false}
      dataSource={[...rows]}
      scroll={{ x: 980 }}
      showSorterTooltip={false}
      columns={[
        {
          title: t('manager'),
          key: 'manager',
          width: 180,
          fixed: 'left',
          render: (_, { manager }) =>
            manager === null ? (
              <span className="quiet">{t('withoutManager')}</span>
            ) : (
              <Link to="/my-projects" search={{ manager, tab: 'mine' } as never}>
                {codes.wordingOf(manager)}
              </Link>
            ),
        },
        ...COUNTS.map((key) => ({
          title: t(TITLES[key]),
          key,
          width: 120,
          align: 'right' as const,
          sorter: (a: Row, b: Row) => a[key] - b[key],
          render: (_: unknown, row: Row) => <span className="number">{row[key]}</span>,
        })),
        ...AMOUNTS.map((key) => ({
          title: t(key === 'planYuan' ? 'plan' : 'total'),
          key,
          width: 150,
          align: 'right' as const,
          sorter: (a: Row, b: Row) => compareFen(a[key], b[key]),
          render: (_: unknown, row: Row) => <Money yuan={row[key]} />,
        })),
      ]}
      summary={(shown) => sumRow(shown, t('sum'))}
    />
  )
}

const sumRow = (rows: readonly Row[], title: string) => (
  <Table.Summary.Row>
    <Table.Summary.Cell index={0}>
      <b>{title}</b>
    </Table.Summary.Cell>
    {COUNTS.map((key, index) => (
      <Table.Summary.Cell key={key} index={index + 1} align="right">
        <b className="number">{rows.reduce((total, row) => total + row[key], 0)}</b>
      </Table.Summary.Cell>
    ))}
    {AMOUNTS.map((key, index) => (
      <Table.Summary.Cell key={key} index={COUNTS.length + 1 + index} align="right">
        <b>
          <Money yuan={formatYuan(sumFen(rows.map((row) => parseYuan(row[key]))))} />
        </b>
      </Table.Summary.Cell>
    ))}
  </Table.Summary.Row>
)
