import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { GATES } from '@ballast/domain/project/project-row.ts'
import type { ProjectListRow } from '@ballast/contract/project.ts'
import type { Translate } from '../../app/language.tsx'
import type { DataColumn } from '../../ui/data-table.tsx'
import { CellBadge } from '../../ui/fact-badge.tsx'
import { Money } from '../../ui/money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import type { CodeNames } from './code-names.ts'
import { customColumns } from './custom-columns.tsx'
import type { ProjectTextKey } from './project.texts.ts'

const dash = <span className="quiet">—</span>

interface Named {
  readonly nameZh: string
  readonly nameEn: string | null
}
export type NameOf = (thing: Named) => string

/** Every column that the project list can show. Amounts that are simulated carry the badge in the cell. */
export function projectColumns(
  t: Translate<ProjectTextKey>,
  codes: CodeNames,
  planYear: number,
  isPublicOnly: boolean,
  names: { nameOf: NameOf; chineseOf: (thing: Named) => string | undefined; sort: string },
): DataColumn<ProjectListRow>[] {
  const { nameOf } = names
  const parcelsOf = (row: ProjectListRow) => codes.joined(names.sort === 'nameEn' ? row.parcelNamesEn : row.parcelNames)
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
      width: 320,
      sort: names.sort,
      fixed: true,
      render: (row) => (
        <span className="name-cell">
          <Link to="/projects/$projectId" params={{ projectId: row.projectId }} title={names.chineseOf(row) ?? nameOf(row)}>
            {nameOf(row)}
          </Link>
          <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </span>
      ),
      text: nameOf,
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
      width: 190,
      sort: 'totalYuan',
      marksItself: true,
      align: 'right',
      isMoney: true,
      render: (row) => (
        <span className="money-cell">
          {row.totalYuan === null ? null : <CellBadge row={row} field="totalFen" />}
          <Money yuan={row.totalYuan} />
        </span>
      ),
      text: (row) => wanOfYuan(row.totalYuan),
    },
    {
      key: 'planYuan',
      title: t('plan', { year: planYear }),
      width: 190,
      sort: 'planYuan',
      marksItself: true,
      align: 'right',
      isMoney: true,
      render: (row) => (
        <span className="money-cell">
          {row.planYuan !== null && row.sourceKind !== 'simulated' && row.planSourceKind === 'simulated' ? (
            <SourceBadge kind="simulated" />
          ) : null}
          <Money yuan={row.planYuan} />
        </span>
      ),
      text: (row) => wanOfYuan(row.planYuan),
    },
    text('serviceManager', 'serviceManager', 120, (row) => row.serviceManager && codes.wordingOf(row.serviceManager)),
    text('bureauCode', 'bureau', 140, (row) => codes.nameOf('bureau', row.bureauCode)),
    {
      key: 'parcels',
      title: t('parcels'),
      width: 170,
      sort: 'parcels',
      render: (row) => {
        if (row.parcels > 0) return parcelsOf(row)
        // A place that is not public is left out, which does not mean that there is none.
        const isLeftOut = row.simulated.includes('parcels') || isPublicOnly
        return isLeftOut ? dash : <Tag color="orange">{t('noParcels')}</Tag>
      },
      text: parcelsOf,
    },
    ...GATES.map((gate) =>
      text(`gates.${gate}`, `gates.${gate}`, 112, (row) => row.gates[gate], gate !== 'construction_start' && gate !== 'completion'),
    ),
    text('owner', 'owner', 220, (row) => row.owner && nameOf(row.owner)),
    text('categoryCode', 'category', 110, (row) => codes.nameOf('category', row.categoryCode), true),
    text('nature', 'nature', 130, (row) => (row.nature === null ? null : t(`nature.${row.nature}`)), true),
    text('industryCode', 'industryCode', 120, (row) => row.industryCode, true),
    text('projectCode', 'projectCode', 200, (row) => row.projectCode, true),
    text('address', 'address', 220, (row) => row.address && codes.wordingOf(row.address), true),
    text('statAreaCode', 'statAreaCode', 130, (row) => row.statAreaCode, true),
    {
      key: 'tags',
      title: t('tags'),
      width: 160,
      hidden: true,
      render: (row) => (row.tags.length === 0 ? dash : codes.joined(row.tags)),
      text: (row) => codes.joined(row.tags),
    },
    text('sourceKind', 'sourceKind', 110, (row) => t(`source.${row.sourceKind}`), true),
    text('modified', 'modifiedAt', 130, (row) => row.modifiedAt.slice(0, 10), true),
    ...customColumns<ProjectListRow>('project', codes, nameOf),
  ]
}
