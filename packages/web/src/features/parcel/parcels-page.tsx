import { PlusOutlined } from '@ant-design/icons'
import { Button, Empty } from 'antd'
import { useMemo, useState } from 'react'
import type { ParcelList, ParcelListRow } from '@ballast/contract/parcel.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { ColumnPicker } from '../../ui/column-picker.tsx'
import { ExportButton } from '../../ui/data-table-export.tsx'
import { useListPages } from '../../ui/data-table-pages.ts'
import { chosenColumns, DataTable } from '../../ui/data-table.tsx'
import { ringOfText, textOfRing } from '../../ui/map-area.ts'
import { ZoneMap, type MapBounds, type MapRing } from '../../ui/map.tsx'
import { Money } from '../../ui/money.tsx'
import { sortInLanguage } from '../../ui/name-sort.ts'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { CustomFieldsButton } from '../project/custom-fields-drawer.tsx'
import { AreaTools } from './area-tools.tsx'
import { CreateParcelDrawer } from './create-parcel-drawer.tsx'
import { parcelColumns } from './parcel-columns.tsx'
import { ParcelFilters } from './parcel-filters.tsx'
import { filterOf, parcelsSearch, ringOfBounds, viewOf } from './parcel-search.ts'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { parcelTexts } from './parcel.texts.ts'
import { SelectedParcel } from './selected-parcel.tsx'
import './parcel.css'

type Totals = NonNullable<ParcelList['totals']>

/** Parcels in a list and on a map that know of one another. */
export function ParcelsPage() {
  const t = useTexts(parcelTexts)
  const name = useName()
  const { locale } = useLanguage()
  const sessionYear = usePlanYear()
  const codes = useCodeNames()
  const mayCreate = useMay('parcel.create')
  const [search, setSearch] = useSearchState(parcelsSearch)
  const [hovered, setHovered] = useState<string | null>(null)
  const [drawing, setDrawing] = useState<'polygon' | 'rectangle' | null>(null)
  const [bounds, setBounds] = useState<MapBounds | null>(null)
  const [focus, setFocus] = useState<MapBounds | null>(null)
  const [isCreating, setCreating] = useState(false)
  const planYear = search.planYear ?? sessionYear
  const sort = sortInLanguage(locale, search.sort, { zh: 'name', en: 'nameEn' })
  const query = { ...filterOf(search), planYear, sort }
  const pages = useListPages<'parcel.list', ParcelListRow, Totals>('parcel.list', query)
  const columns = useMemo(
    () => parcelColumns(t, codes, planYear, name, locale === 'en' ? 'nameEn' : 'name'),
    [t, codes, planYear, name, locale],
  )
  const shown = useMemo(() => chosenColumns(columns, search.columns), [columns, search.columns])
  const area = useMemo(
    () => ringOfText(search.area) ?? (search.bbox === undefined ? null : ringOfBounds(boundsOf(search.bbox))),
    [search.area, search.bbox],
  )
  const { lng, lat, zoom } = search
  const view = useMemo(() => viewOf({ lng, lat, zoom }), [lng, lat, zoom])
  const mapFilter = useMemo(
    () => ({ status: search.status, clusterCode: search.clusterCode, kind: search.kind }),
    [search.status, search.clusterCode, search.kind],
  )
  const filterByArea = (ring: MapRing) => setSearch({ area: textOfRing(ring), bbox: undefined })
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <SavedViews resource="parcel" query={{ ...search, selected: undefined }} />
          <ColumnPicker
            columns={columns}
            chosen={search.columns}
            onChoose={(keys) => setSearch({ columns: keys })}
            extra={<CustomFieldsButton subject="parcel" />}
          />
          <ExportButton<'parcel.list', ParcelListRow>
            route="parcel.list"
            query={query}
            columns={shown}
            fileName={`${t('title')}-${planYear}`}
          />
          {mayCreate ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          ) : null}
        </>
      }
    >
      <ParcelFilters search={search} onChange={setSearch} codes={codes}>
        <AreaTools
          bounds={bounds}
          onDraw={setDrawing}
          onMapView={() => bounds && setSearch({ bbox: bounds.map((side) => side.toFixed(5)).join(','), area: undefined })}
          onBounds={(given) => filterByArea(ringOfBounds(given))}
        />
      </ParcelFilters>
      <div className="parcel-split">
        <DataTable
          label={t('list')}
          columns={shown}
          rows={pages.rows}
          rowKey={(row) => row.parcelId}
          sort={sort}
          onSort={(by) => setSearch({ sort: sortInLanguage('zh-CN', by, { zh: 'name', en: 'nameEn' }) })}
          error={pages.error}
          isFetching={pages.isFetching}
          hasMore={pages.hasMore}
          onMore={() => pages.more()}
          onRetry={() => pages.retry()}
          current={search.selected ?? hovered}
          onPoint={setHovered}
          onChoose={(row) => {
            setSearch({ selected: row.parcelId })
            if (row.bbox) setFocus(row.bbox as unknown as MapBounds)
          }}
          empty={<Empty description={t('empty')} />}
          footer={pages.totals ? <TotalsLine totals={pages.totals} planYear={planYear} /> : null}
        />
        <div className="parcel-map">
          <ZoneMap
            planYear={planYear}
            height="clamp(300px, calc(100vh - 330px), 900px)"
            colourBy={search.color}
            onColourBy={(color) => setSearch({ color })}
            filter={mapFilter}
            selected={search.selected}
            hovered={hovered}
            onSelect={(parcelId) => setSearch({ selected: parcelId ?? undefined })}
            onHover={setHovered}
            view={view}
            onView={(next, nextBounds) => {
              setBounds(nextBounds)
              setSearch({ lng: Number(next.lng.toFixed(5)), lat: Number(next.lat.toFixed(5)), zoom: Number(next.zoom.toFixed(2)) })
            }}
            focus={focus}
            area={area}
            drawing={drawing}
            onDrawn={(ring) => {
              setDrawing(null)
              if (ring) filterByArea(ring)
            }}
          />
          {search.selected === undefined ? null : (
            <SelectedParcel
              parcelId={search.selected}
              planYear={planYear}
              codes={codes}
              onClose={() => setSearch({ selected: undefined })}
            />
          )}
        </div>
      </div>
      {isCreating ? <CreateParcelDrawer codes={codes} onClose={() => setCreating(false)} /> : null}
      <span className="sr-only" aria-live="polite">
        {pages.totals ? t('count', { count: pages.totals.count }) : ''}
      </span>
    </Page>
  )
}

const boundsOf = (text: string): MapBounds => {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  return [west, south, east, north]
}

function TotalsLine({ totals, planYear }: { totals: Totals; planYear: number }) {
  const t = useTexts(parcelTexts)
  return (
    <span className="data-table-totals">
      <span>
        {t('selection')} <b>{t('count', { count: totals.count })}</b>
      </span>
      <span>
        {t('totalArea')}{' '}
        <b className="number">
          {drawDecimal(totals.areaMu)} <span className="unit">{t('mu')}</span>
        </b>
      </span>
      <span>
        {t('plan', { year: planYear })}{' '}
        <b>
          <Money yuan={totals.planYuan} withUnit />
        </b>
      </span>
    </span>
  )
}
