import { FilterOutlined } from '@ant-design/icons'
import { Button, Popover, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { PARCEL_KINDS } from '@ballast/domain/parcel/parcel-row.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { FilterChips, type FilterChip } from '../../ui/filter-chips.tsx'
import { ringOfText } from '../../ui/map-area.ts'
import { registerTexts } from '../../ui/register.texts.ts'
import { widthOfLabel } from '../../ui/label-width.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import type { CodeNames } from '../project/code-names.ts'
import { CustomFilter, customFilterText } from '../project/custom-filter.tsx'
import { NO_FILTER, type ParcelsSearch, type ParcelsSearchChange } from './parcel-search.ts'
import { parcelTexts } from './parcel.texts.ts'

interface Props {
  search: ParcelsSearch
  onChange: (change: ParcelsSearchChange) => void
  codes: CodeNames
  /** More tools in the bar. */
  children?: ReactNode
}

type ManyKey = 'kind' | 'status' | 'clusterCode' | 'landUseCode'

/** What the list and the map are filtered by. */
export function ParcelFilters({ search, onChange, codes, children }: Props) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const many = (key: ManyKey, label: string, options: readonly { value: string; label: string }[]) => (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      value={search[key] ?? []}
      options={options.map(({ value, label: name }) => ({ value, label: name }))}
      showSearch={{ optionFilterProp: 'label' }}
      maxTagCount={0}
      maxTagPlaceholder={(omitted) => `${label} ${omitted.length}`}
      popupMatchSelectWidth={false}
      style={{ minWidth: widthOfLabel(label) }}
      onChange={(values: string[]) => onChange({ [key]: values.length === 0 ? undefined : values })}
    />
  )
  const toggle = (key: 'publicOnly' | 'hasPlan' | 'hasProject') => (
    <label>
      <Switch
        size="small"
        checked={search[key] ?? false}
        aria-label={t(key)}
        onChange={(on) => onChange({ [key]: on ? true : undefined })}
      />{' '}
      {t(key)}
    </label>
  )
  return (
    <>
      <div className="filter-bar no-print">
        <SearchBox
          value={search.q ?? ''}
          label={r('search')}
          placeholder={r('searchHint')}
          width={250}
          onSearch={(text) => onChange({ q: text === '' ? undefined : text })}
        />
        {many('clusterCode', t('cluster'), codes.choicesOf('cluster'))}
        {many('status', t('status'), codes.choicesOf('parcel-status'))}
        {many('landUseCode', t('landUseCode'), codes.choicesOf('land-use'))}
        {many(
          'kind',
          t('kind'),
          PARCEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
        )}
        {toggle('hasPlan')}
        {toggle('publicOnly')}
        <Popover
          trigger="click"
          placement="bottomLeft"
          content={<CustomFilter subject="parcel" codes={codes} value={search.custom} onChange={(custom) => onChange({ custom })} />}
        >
          <Button icon={<FilterOutlined />}>{r('moreFilters')}</Button>
        </Popover>
        {children}
      </div>
      <FilterChips chips={useChips({ search, onChange, codes })} onClear={() => onChange(NO_FILTER)} />
    </>
  )
}

function useChips({ search, onChange, codes }: Pick<Props, 'search' | 'onChange' | 'codes'>): FilterChip[] {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const name = useName()
  const chips: FilterChip[] = []
  const add = (key: string, text: string, rest?: readonly string[]) =>
    chips.push({
      key: `${key}:${text}`,
      text,
      onRemove: () => onChange({ [key]: rest === undefined || rest.length === 0 ? undefined : rest }),
    })
  const each = (key: ManyKey, label: string, drawn: (value: string) => string) => {
    const values = search[key]
    for (const value of values ?? [])
      add(
        key,
        r('labelled', { label, value: drawn(value) }),
        values?.filter((item) => item !== value),
      )
  }
  if (search.q !== undefined) add('q', r('labelled', { label: r('search'), value: search.q }))
  each('clusterCode', t('cluster'), (code) => codes.nameOf('cluster', code))
  each('status', t('status'), (code) => codes.nameOf('parcel-status', code))
  each('landUseCode', t('landUseCode'), (code) => codes.nameOf('land-use', code))
  each('kind', t('kind'), (value) => t(`kind.${value as 'parcel'}`))
  for (const value of search.custom ?? [])
    add(
      'custom',
      customFilterText(value, codes, 'parcel', name),
      search.custom?.filter((item) => item !== value),
    )
  if (search.projectId) add('projectId', t('projects'))
  if (search.hasPlan === true) add('hasPlan', t('hasPlan'))
  if (search.hasProject === true) add('hasProject', t('hasProject'))
  if (search.publicOnly === true) add('publicOnly', t('publicOnly'))
  if (search.area !== undefined) add('area', t('areaDrawn', { count: ringOfText(search.area)?.length ?? 0 }))
  if (search.bbox !== undefined) add('bbox', t('areaBox'))
  return chips
}
