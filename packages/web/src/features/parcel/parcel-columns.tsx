import { Link } from '@tanstack/react-router'
import type { ParcelListRow } from '@ballast/contract/parcel.ts'
import { plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import type { Translate } from '../../app/language.tsx'
import type { DataColumn } from '../../ui/data-table.tsx'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import type { CodeNames } from '../project/code-names.ts'
import { customColumns } from '../project/custom-columns.tsx'
import type { ParcelTextKey } from './parcel.texts.ts'

const dash = <span className="quiet">—</span>

/** Every column that the parcel list can show. */
export function parcelColumns(
  t: Translate<ParcelTextKey>,
  codes: CodeNames,
  planYear: number,
  nameOf: (thing: { nameZh: string; nameEn: string | null }) => string,
  nameSort: 'name' | 'nameEn',
): DataColumn<ParcelListRow>[] {
  const parcelName = ({ name, nameEn }: ParcelListRow) => nameOf({ nameZh: name, nameEn })
  const text = (
    key: ParcelTextKey,
    width: number,
    read: (row: ParcelListRow) => string | null,
    more: Partial<DataColumn<ParcelListRow>> = {},
  ): DataColumn<ParcelListRow> => ({
    key,
    title: t(key),
    width,
    render: (row) => read(row) || dash,
    text: (row) => read(row) ?? '',
    ...more,
  })
  const number = (
    key: ParcelTextKey,
    width: number,
    read: (row: ParcelListRow) => string | null,
    more: Partial<DataColumn<ParcelListRow>> = {},
  ) =>
    text(key, width, (row) => (read(row) === null ? null : drawDecimal(read(row))), {
      align: 'right',
      text: (row) => (read(row) === null ? '' : plainDecimal(read(row) as string)),
      ...more,
    })
  return [
    {
      key: 'name',
      title: t('name'),
      width: 230,
      sort: nameSort,
      fixed: true,
      render: (row) => (
        <span className="name-cell">
          <Link to="/parcels/$parcelId" params={{ parcelId: row.parcelId }} title={codes.joined(row.names)}>
            {parcelName(row)}
          </Link>
          <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </span>
      ),
      text: parcelName,
    },
    {
      key: 'cluster',
      title: t('cluster'),
      width: 150,
      render: (row) => {
        if (row.clusterCode === null) return dash
        const color = codes.lists?.clusters.find(({ code }) => code === row.clusterCode)?.color
        return (
          <>
            <span aria-hidden className="map-swatch" style={{ display: 'inline-block', background: color, marginInlineEnd: 6 }} />
            {codes.nameOf('cluster', row.clusterCode)}
          </>
        )
      },
      text: (row) => codes.nameOf('cluster', row.clusterCode),
    },
    {
      key: 'plan',
      title: t('plan', { year: planYear }),
      width: 200,
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
    {
      key: 'planPerMu',
      title: t('planPerMu'),
      width: 150,
      sort: 'planYuanPerMu',
      align: 'right',
      isMoney: true,
      render: (row) => <Money yuan={row.planYuanPerMu} />,
      text: (row) => wanOfYuan(row.planYuanPerMu),
    },
    number('areaMu', 110, (row) => row.areaMu, { sort: 'areaM2' }),
    text('status', 100, (row) => codes.nameOf('parcel-status', row.status), { sort: 'status' }),
    text('landUseCode', 130, (row) => codes.nameOf('land-use', row.landUseCode), { sort: 'landUse' }),
    {
      key: 'projects',
      title: t('projects'),
      width: 220,
      sort: 'projects',
      render: (row) =>
        row.projects.length === 0
          ? dash
          : row.projects.map((project, index) => (
              <span key={project.projectId}>
                {index === 0 ? '' : nameSort === 'name' ? '、' : ', '}
                <Link to="/projects/$projectId" params={{ projectId: project.projectId }}>
                  {nameOf(project)}
                </Link>
                {index === row.projects.length - 1 && row.projectCount > row.projects.length
                  ? ` ${t('more', { count: row.projectCount })}`
                  : ''}
              </span>
            )),
      text: (row) => codes.joined(row.projects.map((project) => nameOf(project))),
    },
    number('areaOfficialM2', 140, (row) => row.areaOfficialM2),
    number('areaComputedM2', 140, (row) => row.areaComputedM2),
    text('kind', 100, (row) => t(`kind.${row.kind}`), { sort: 'kind', hidden: true }),
    text('names', 240, (row) => codes.joined(row.names), { hidden: true }),
    {
      ...text('shape', 130, (row) =>
        row.bbox === null ? t('notDrawn') : row.simulated.includes('geometry') ? t('illustrative') : t('drawn'),
      ),
      hidden: true,
    },
    text('cadastralCode', 200, (row) => row.cadastralCode, { hidden: true }),
    number('lengthM', 110, (row) => row.lengthM, { hidden: true }),
    number('floorAreaM2', 140, (row) => row.floorAreaM2, { hidden: true }),
    number('farRatio', 90, (row) => row.farRatio, { hidden: true }),
    number('heightM', 110, (row) => row.heightM, { hidden: true }),
    number('densityPct', 110, (row) => row.densityPct, { hidden: true }),
    number('greenPct', 110, (row) => row.greenPct, { hidden: true }),
    text('supplyMode', 130, (row) => codes.nameOf('supply-mode', row.supplyMode), { hidden: true }),
    {
      key: 'priceFen',
      title: t('priceFen'),
      width: 120,
      sort: 'priceYuan',
      align: 'right',
      isMoney: true,
      hidden: true,
      render: (row) => <Money yuan={row.priceYuan} />,
      text: (row) => wanOfYuan(row.priceYuan),
    },
    text('dealOn', 110, (row) => row.dealOn, { sort: 'dealOn', hidden: true }),
    text('sourceKind', 90, (row) => t(`source.${row.sourceKind}`), { hidden: true }),
    text('modified', 110, (row) => row.modifiedAt.slice(0, 10), { sort: 'modifiedAt', hidden: true }),
    ...customColumns<ParcelListRow>('parcel', codes, nameOf),
  ]
}
