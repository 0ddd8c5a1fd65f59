import { Link } from '@tanstack/react-router'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { LightRow } from '@ballast/contract/light.ts'
import { useName, useTexts } from '../../app/language.tsx'
import type { DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { lightTexts } from './light.texts.ts'

type WatchedRow = Omit<LightRow, 'light'>

const dash = <span className="quiet">—</span>

/** The columns that every list of watched projects begins and ends with, and how they sort. */
export function useWatchedColumns<Row extends WatchedRow>() {
  const t = useTexts(lightTexts)
  const name = useName()
  const codes = useCodeNames()
  const money = (key: 'totalYuan' | 'planYuan', title: string): DataColumn<Row> => ({
    key,
    title,
    width: 150,
    align: 'right',
    isMoney: true,
    sort: key,
    render: (row) => <Money yuan={row[key]} />,
    text: (row) => wanOfYuan(row[key]),
  })
  const project: DataColumn<Row> = {
    key: 'project',
    title: t('project'),
    width: 320,
    fixed: true,
    sort: 'project',
    render: (row) => (
      <span className="name-cell">
        <Link to="/projects/$projectId" params={{ projectId: row.projectId }} search={{ tab: 'gates' } as never} title={name(row)}>
          {name(row)}
        </Link>
        <SourceBadge kind={row.sourceKind} />
      </span>
    ),
    text: name,
  }
  const serviceManager: DataColumn<Row> = {
    key: 'serviceManager',
    title: t('serviceManager'),
    width: 130,
    sort: 'serviceManager',
    render: (row) => (row.serviceManager === null ? dash : codes.wordingOf(row.serviceManager)),
    text: (row) => row.serviceManager ?? '',
  }
  const cluster: DataColumn<Row> = {
    key: 'clusterCode',
    title: t('cluster'),
    width: 160,
    sort: 'cluster',
    render: (row) => (row.clusterCode === null ? dash : codes.nameOf('cluster', row.clusterCode)),
    text: (row) => codes.nameOf('cluster', row.clusterCode),
  }
  const fen = (yuan: string | null) => (yuan === null ? null : parseYuan(yuan))
  const sorts: Readonly<Record<string, (row: Row) => string | bigint | null>> = {
    project: name,
    serviceManager: (row) => row.serviceManager,
    cluster: (row) => codes.nameOf('cluster', row.clusterCode),
    totalYuan: (row) => fen(row.totalYuan),
    planYuan: (row) => fen(row.planYuan),
  }
  return { project, serviceManager, cluster, total: money('totalYuan', t('total')), plan: money('planYuan', t('plan')), sorts, dash }
}
