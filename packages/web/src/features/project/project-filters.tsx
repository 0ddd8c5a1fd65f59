import { FilterOutlined } from '@ant-design/icons'
import { Button, Input, Popover, Select, Space, Switch } from 'antd'
import { useRef, useState } from 'react'
import { PROJECT_OPTIONAL_FIELDS } from '@ballast/contract/project.ts'
import { GATES, PROJECT_NATURES, type Gate } from '@ballast/domain/project/project-row.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { FilterChips, type FilterChip } from '../../ui/filter-chips.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { registerTexts } from '../../ui/register.texts.ts'
import { widthOfLabel } from '../../ui/label-width.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { AreaFilter } from './area-drawer.tsx'
import type { CodeNames } from './code-names.ts'
import { CustomFilter, customFilterText } from './custom-filter.tsx'
import { NO_FILTER, type ProjectsSearch, type ProjectsSearchChange } from './project-search.ts'
import { projectTexts } from './project.texts.ts'

interface Props {
  search: ProjectsSearch
  onChange: (change: ProjectsSearchChange) => void
  codes: CodeNames
}

const SOURCES = ['public', 'simulated', 'entered'] as const

/** What the list is filtered by: the everyday filters in a bar, the rarer ones behind a button, all of them as chips. */
export function ProjectFilters({ search, onChange, codes, planYear }: Props & { planYear: number }) {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const many = (
    key: 'categoryCode' | 'clusterCode' | 'nature' | 'bureauCode' | 'serviceManager',
    label: string,
    options: readonly { value: string; label: string }[],
  ) => (
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
  return (
    <>
      <div className="filter-bar no-print">
        <SearchBox
          value={search.q ?? ''}
          label={r('search')}
          placeholder={r('searchHint')}
          width={270}
          onSearch={(text) => onChange({ q: text === '' ? undefined : text })}
        />
        {many('categoryCode', t('category'), codes.choicesOf('category'))}
        {many('clusterCode', t('cluster'), codes.choicesOf('cluster'))}
        {many(
          'nature',
          t('nature'),
          PROJECT_NATURES.map((value) => ({ value, label: t(`nature.${value}`) })),
        )}
        {many('bureauCode', t('bureau'), codes.choicesOf('bureau'))}
        {many(
          'serviceManager',
          t('serviceManager'),
          (codes.lists?.serviceManagers ?? []).map((value) => ({ value, label: codes.wordingOf(value) })),
        )}
        <label>
          <Switch
            size="small"
            checked={search.publicOnly ?? false}
            aria-label={t('publicOnly')}
            onChange={(on) => onChange({ publicOnly: on ? true : undefined })}
          />{' '}
          {t('publicOnly')}
        </label>
        <Popover trigger="click" placement="bottomLeft" content={<MoreFilters search={search} onChange={onChange} codes={codes} />}>
          <Button icon={<FilterOutlined />}>{r('moreFilters')}</Button>
        </Popover>
        <AreaFilter area={search.area} planYear={planYear} onArea={(area) => onChange({ area, bbox: undefined })} />
      </div>
      <FilterChips chips={useChips({ search, onChange, codes })} onClear={() => onChange(NO_FILTER)} />
    </>
  )
}

function MoreFilters({ search, onChange, codes }: Props) {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const [gate, setGate] = useState<Gate>(GATES.find((item) => search[`${item}_from`] ?? search[`${item}_to`]) ?? 'construction_start')
  const yesNo = (key: 'hasParcel' | 'hasPlan', any: string, yes: string, no: string) => (
    <Select
      aria-label={any}
      value={search[key] === undefined ? 'any' : String(search[key])}
      options={[
        { value: 'any', label: any },
        { value: 'true', label: yes },
        { value: 'false', label: no },
      ]}
      onChange={(value) => onChange({ [key]: value === 'any' ? undefined : value === 'true' })}
    />
  )
  const amounts = (from: 'totalMinYuan' | 'planMinYuan', to: 'totalMaxYuan' | 'planMaxYuan', label: string) => (
    <Space.Compact>
      {([from, to] as const).map((key, index) => (
        <AmountFilter
          key={key}
          label={`${label} ${index === 0 ? r('from') : r('to')}`}
          placeholder={index === 0 ? r('from') : r('to')}
          yuan={search[key]}
          onYuan={(value) => onChange({ [key]: value })}
        />
      ))}
    </Space.Compact>
  )
  const list = (key: 'tag' | 'sourceKind' | 'missing', label: string, options: { value: string; label: string }[]) => (
    <Select
      mode="multiple"
      aria-label={label}
      allowClear
      value={search[key] ?? []}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(values: string[]) => onChange({ [key]: values.length === 0 ? undefined : values })}
    />
  )
  return (
    <div className="field-grid" style={{ width: 'min(460px, 84vw)' }}>
      <span>{t('gateRange')}</span>
      <Space wrap size={4}>
        <Select
          aria-label={t('gate')}
          value={gate}
          style={{ width: 116 }}
          options={GATES.map((value) => ({ value, label: t(`gates.${value}`) }))}
          onChange={setGate}
        />
        <DateField
          label={r('from')}
          value={search[`${gate}_from`] ?? ''}
          onChange={(date) => onChange({ [`${gate}_from`]: date || undefined })}
        />
        <DateField
          label={r('to')}
          value={search[`${gate}_to`] ?? ''}
          onChange={(date) => onChange({ [`${gate}_to`]: date || undefined })}
        />
      </Space>
      <span>{t('parcels')}</span>
      {yesNo('hasParcel', t('parcelAny'), t('hasParcel'), t('noParcel'))}
      <span>{t('months')}</span>
      {yesNo('hasPlan', t('planAny'), t('hasPlan'), t('noPlan'))}
      <span>{t('totalRange')}</span>
      {amounts('totalMinYuan', 'totalMaxYuan', t('totalRange'))}
      <span>{t('planRange')}</span>
      {amounts('planMinYuan', 'planMaxYuan', t('planRange'))}
      <span>{t('industryCode')}</span>
      <Input
        aria-label={t('industryPrefix')}
        placeholder="C39"
        allowClear
        value={search.industryCode?.join(' ') ?? ''}
        onChange={({ target }) => onChange({ industryCode: target.value === '' ? undefined : [target.value.toUpperCase()] })}
      />
      <span>{t('tag')}</span>
      {list(
        'tag',
        t('tag'),
        (codes.lists?.tags ?? []).map((value) => ({ value, label: codes.wordingOf(value) })),
      )}
      <span>{t('source')}</span>
      {list(
        'sourceKind',
        t('source'),
        SOURCES.map((value) => ({ value, label: t(`source.${value}`) })),
      )}
      <span>{r('customField')}</span>
      <CustomFilter subject="project" codes={codes} value={search.custom} onChange={(custom) => onChange({ custom })} />
      <span>{t('missing')}</span>
      {list(
        'missing',
        t('missing'),
        PROJECT_OPTIONAL_FIELDS.map((value) => ({ value, label: t(value) })),
      )}
    </div>
  )
}

/** An amount is sent when it is whole, not at every key. */
function AmountFilter({
  label,
  placeholder,
  yuan,
  onYuan,
}: {
  label: string
  placeholder: string
  yuan: string | undefined
  onYuan: (yuan: string | undefined) => void
}) {
  const [typed, setTyped] = useState(wanOfYuan(yuan))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return (
    <MoneyInput
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(wan) => {
        setTyped(wan)
        clearTimeout(timer.current)
        const next = yuanOfWan(wan)
        if (next !== undefined) timer.current = setTimeout(() => onYuan(next ?? undefined), 400)
      }}
    />
  )
}

function useChips({ search, onChange, codes }: Props): FilterChip[] {
  const t = useTexts(projectTexts)
  const name = useName()
  const r = useTexts(registerTexts)
  const chips: FilterChip[] = []
  const add = (key: keyof ProjectsSearchChange, text: string, rest: readonly string[] = []) =>
    chips.push({
      key: `${key} ${text}`,
      text,
      onRemove: () => onChange({ [key]: rest.length === 0 ? undefined : rest }),
    })
  const each = (
    key: keyof ProjectsSearchChange,
    values: readonly string[] | undefined,
    label: string,
    drawn: (value: string) => string,
  ) => {
    for (const value of values ?? [])
      add(
        key,
        r('labelled', { label, value: drawn(value) }),
        values?.filter((item) => item !== value),
      )
  }
  if (search.q !== undefined) add('q', r('labelled', { label: r('search'), value: search.q }))
  each('categoryCode', search.categoryCode, t('category'), (code) => codes.nameOf('category', code))
  each('clusterCode', search.clusterCode, t('cluster'), (code) => codes.nameOf('cluster', code))
  each('nature', search.nature, t('nature'), (value) => t(`nature.${value as 'new'}`))
  each('bureauCode', search.bureauCode, t('bureau'), (code) => codes.nameOf('bureau', code))
  each('serviceManager', search.serviceManager, t('serviceManager'), (value) => codes.wordingOf(value))
  each('industryCode', search.industryCode, t('industryCode'), (value) => value)
  each('tag', search.tag, t('tag'), (value) => codes.wordingOf(value))
  each('sourceKind', search.sourceKind, t('source'), (value) => t(`source.${value as 'public'}`))
  for (const field of search.missing ?? [])
    add(
      'missing',
      t('missingOf', { name: t(field) }),
      search.missing?.filter((item) => item !== field),
    )
  for (const field of search.present ?? [])
    add(
      'present',
      t('presentOf', { name: t(field) }),
      search.present?.filter((item) => item !== field),
    )
  for (const value of search.custom ?? [])
    add(
      'custom',
      customFilterText(value, codes, 'project', name),
      search.custom?.filter((item) => item !== value),
    )
  if (search.addressContains !== undefined) add('addressContains', r('labelled', { label: t('address'), value: search.addressContains }))
  if (search.projectNo) add('projectNo', t('numbersChosen', { count: search.projectNo.length }))
  if (search.ownerEnterpriseId) add('ownerEnterpriseId', t('ownerChosen', { count: search.ownerEnterpriseId.length }))
  if (search.hasParcel !== undefined) add('hasParcel', search.hasParcel ? t('hasParcel') : t('noParcel'))
  if (search.hasPlan !== undefined) add('hasPlan', search.hasPlan ? t('hasPlan') : t('noPlan'))
  if (search.publicOnly) add('publicOnly', t('publicOnly'))
  if (search.area !== undefined) add('area', t('areaDrawn'))
  if (search.bbox !== undefined) add('bbox', t('areaDrawn'))
  for (const [key, label, sign] of [
    ['totalMinYuan', 'totalFen', '≥'],
    ['totalMaxYuan', 'totalFen', '≤'],
    ['planMinYuan', 'annual', '≥'],
    ['planMaxYuan', 'annual', '≤'],
  ] as const) {
    if (search[key] !== undefined) add(key, `${t(label)} ${sign} ${wanOfYuan(search[key])} ${r('wan')}`)
  }
  for (const gate of GATES) {
    if (search[`${gate}_from`] !== undefined) add(`${gate}_from`, `${t(`gates.${gate}`)} ≥ ${search[`${gate}_from`]}`)
    if (search[`${gate}_to`] !== undefined) add(`${gate}_to`, `${t(`gates.${gate}`)} ≤ ${search[`${gate}_to`]}`)
  }
  return chips
}
