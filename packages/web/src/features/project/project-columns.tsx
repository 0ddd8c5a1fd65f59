import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { GATES } from '@ballast/domain/project/project-row.ts'
import type { CustomField } from '@ballast/contract/code-list.ts'
import type { ProjectListRow } from '@ballast/contract/project.ts'
import type { Translate } from '../../app/language.tsx'
import type { DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import type { CodeNames } from './code-names.ts'
import type { ProjectTextKey } from './project.texts.ts'

const dash = <span className="quiet">—</span>

/** Every column that the project list can show. Amounts that are simulated carry the badge in the cell. */
export function projectColumns(
  t: Translate<ProjectTextKey>,
  codes: CodeNames,
  planYear: number,
  fieldName: (field: CustomField) => string,
): DataColumn<ProjectListRow>[] {
  const text = (
    key: ProjectTextKey,
    sort: string,
    width: number,
    read: (row: ProjectListRow) => string | null,
    hidden = false,
  ): DataColumn<ProjectListRow> => ({
    key,
    title: t(key),
    width,
    sort,
    hidden,
    render: (row) => {
      const value = read(row)
      return value === null || value === '' ? dash : value
    },
    text: (row) => read(row) ?? '',
  })
  return [
    {
      key: 'nameZh',
      title: t('nameZh'),
      width: 260,
      sort: 'nameZh',
      fixed: true,
      render: (row) => (
        <span className="name-cell">
          <Link to="/projects/$projectId" params={{ projectId: row.projectId }} title={row.nameZh}>
            {row.nameZh}
          </Link>
          <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </span>
      ),
      text: (row) => row.nameZh,
    },
    text('projectNo', 'projectNo', 120, (row) => row.projectNo),
    {
      key: 'clusterCode',
      title: t('clusterCode'),
      width: 170,
      sort: 'cluster',
      render: (row) => {
        if (row.clusterCode === null) return dash
        const color = codes.lists?.clusters.find(({ code }) => code === row.clusterCode)?.color
        return (
          <>
            <span
              aria-hidden
              style={{ display: 'inline-block', width: 9, height: 9, borderRadius: 2, background: color, marginInlineEnd: 6 }}
            />
            {codes.nameOf('cluster', row.clusterCode)}
          </>
        )
      },
      text: (row) => codes.nameOf('cluster', row.clusterCode),
    },
    {
      key: 'totalFen',
      title: t('totalFen'),
      width: 176,
      sort: 'totalYuan',
      align: 'right',
      isMoney: true,
      render: (row) => (
        <span className="money-cell">
          {row.sourceKind !== 'simulated' && row.simulated.includes('totalFen') ? <SourceBadge kind="simulated" /> : null}
          <Money yuan={row.totalYuan} />
        </span>
      ),
      text: (row) => wanOfYuan(row.totalYuan),
    },
    {
      key: 'planYuan',
      title: t('plan', { year: planYear }),
      width: 170,
      sort: 'planYuan',
      align: 'right',
      isMoney: true,
      render: (row) => (
        <span className="money-cell">
          {row.sourceKind !== 'simulated' && row.planSourceKind === 'simulated' ? <SourceBadge kind="simulated" /> : null}
          <Money yuan={row.planYuan} />
        </span>
      ),
      text: (row) => wanOfYuan(row.planYuan),
    },
    text('serviceManager', 'serviceManager', 110, (row) => row.serviceManager),
    text('bureauCode', 'bureau', 140, (row) => codes.nameOf('bureau', row.bureauCode)),
    {
      key: 'parcels',
      title: t('parcels'),
      width: 170,
      sort: 'parcels',
      render: (row) => (row.parcels === 0 ? <Tag color="orange">{t('noParcels')}</Tag> : row.parcelNames.join('、')),
      text: (row) => row.parcelNames.join('、'),
    },
    ...GATES.map((gate) =>
      text(`gates.${gate}`, `gates.${gate}`, 112, (row) => row.gates[gate], gate !== 'construction_start' && gate !== 'completion'),
    ),
    text('owner', 'owner', 220, (row) => row.owner?.nameZh ?? null),
    text('categoryCode', 'category', 110, (row) => codes.nameOf('category', row.categoryCode), true),
    text('nature', 'nature', 130, (row) => (row.nature === null ? null : t(`nature.${row.nature}`)), true),
    text('industryCode', 'industryCode', 120, (row) => row.industryCode, true),
    text('projectCode', 'projectCode', 200, (row) => row.projectCode, true),
    text('address', 'address', 220, (row) => row.address, true),
    text('statAreaCode', 'statAreaCode', 130, (row) => row.statAreaCode, true),
    {
      key: 'tags',
      title: t('tags'),
      width: 160,
      hidden: true,
      render: (row) => (row.tags.length === 0 ? dash : row.tags.join('、')),
      text: (row) => row.tags.join('、'),
    },
    text('sourceKind', 'sourceKind', 110, (row) => t(`source.${row.sourceKind}`), true),
    text('modified', 'modifiedAt', 130, (row) => row.modifiedAt.slice(0, 10), true),
    ...(codes.lists?.customFields ?? [])
      .filter((field) => field.subjectType === 'project')
      .map(
        (field): DataColumn<ProjectListRow> => ({
          key: `custom.${field.fieldCode}`,
          title: fieldName(field),
          width: 140,
          sort: `custom.${field.fieldCode}`,
          hidden: true,
          render: (row) => row.custom[field.fieldCode] ?? dash,
          text: (row) => row.custom[field.fieldCode] ?? '',
        }),
      ),
  ]
}
