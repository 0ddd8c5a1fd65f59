import { FilterOutlined } from '@ant-design/icons'
import { Button, Popover, Select, Switch } from 'antd'
import { ENTERPRISE_OPTIONAL_FIELDS } from '@ballast/contract/enterprise.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { FilterChips, type FilterChip } from '../../ui/filter-chips.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { widthOfLabel } from '../../ui/label-width.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import type { CodeNames } from '../project/code-names.ts'
import { CustomFilter, customFilterText } from '../project/custom-filter.tsx'
import { NO_FILTER, type EnterprisesSearch, type EnterprisesSearchChange } from './enterprise-search.ts'
import { enterpriseTexts } from './enterprise.texts.ts'

interface Props {
  search: EnterprisesSearch
  onChange: (change: EnterprisesSearchChange) => void
  codes: CodeNames
}

const SOURCES = ['public', 'simulated', 'entered'] as const

export function EnterpriseFilters({ search, onChange, codes }: Props) {
  const t = useTexts(enterpriseTexts)
  const r = useTexts(registerTexts)
  const many = (key: 'groupName' | 'sourceKind' | 'missing', label: string, options: { value: string; label: string }[]) => (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      value={search[key] ?? []}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      maxTagCount={0}
      maxTagPlaceholder={(omitted) => `${label} ${omitted.length}`}
      popupMatchSelectWidth={false}
      style={{ minWidth: widthOfLabel(label) }}
      onChange={(values: string[]) => onChange({ [key]: values.length === 0 ? undefined : values })}
    />
  )
  const yesNo = (key: 'hasProject', any: string, yes: string, no: string) => (
    <Select
      aria-label={any}
      value={search[key] === undefined ? 'any' : String(search[key])}
      style={{ minWidth: widthOfLabel(any) }}
      options={[
        { value: 'any', label: any },
        { value: 'true', label: yes },
        { value: 'false', label: no },
      ]}
      onChange={(value) => onChange({ [key]: value === 'any' ? undefined : value === 'true' })}
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
        {many(
          'groupName',
          t('groupName'),
          (codes.lists?.groups ?? []).map((value) => ({ value, label: codes.wordingOf(value) })),
        )}
        {many(
          'sourceKind',
          t('source'),
          SOURCES.map((value) => ({ value, label: t(`source.${value}`) })),
        )}
        {many(
          'missing',
          t('missing'),
          ENTERPRISE_OPTIONAL_FIELDS.map((value) => ({ value, label: t(value) })),
        )}
        {yesNo('hasProject', t('projectAny'), t('hasProject'), t('noProject'))}
        <label>
          <Switch
            size="small"
            checked={search.publicOnly ?? false}
            aria-label={t('publicOnly')}
            onChange={(on) => onChange({ publicOnly: on ? true : undefined })}
          />{' '}
          {t('publicOnly')}
        </label>
        <Popover
          trigger="click"
          placement="bottomLeft"
          content={<CustomFilter subject="enterprise" codes={codes} value={search.custom} onChange={(custom) => onChange({ custom })} />}
        >
          <Button icon={<FilterOutlined />}>{r('moreFilters')}</Button>
        </Popover>
      </div>
      <FilterChips chips={useChips(search, onChange, codes)} onClear={() => onChange(NO_FILTER)} />
    </>
  )
}

function useChips(search: EnterprisesSearch, onChange: Props['onChange'], codes: CodeNames): FilterChip[] {
  const t = useTexts(enterpriseTexts)
  const r = useTexts(registerTexts)
  const name = useName()
  const chips: FilterChip[] = []
  const add = (key: keyof EnterprisesSearchChange, text: string, rest: readonly string[] = []) =>
    chips.push({
      key: `${key} ${text}`,
      text,
      onRemove: () => onChange({ [key]: rest.length === 0 ? undefined : rest }),
    })
  if (search.q !== undefined) add('q', r('labelled', { label: r('search'), value: search.q }))
  for (const value of search.groupName ?? [])
    add(
      'groupName',
      r('labelled', { label: t('groupName'), value: codes.wordingOf(value) }),
      search.groupName?.filter((item) => item !== value),
    )
  for (const value of search.sourceKind ?? [])
    add(
      'sourceKind',
      t(`source.${value}`),
      search.sourceKind?.filter((item) => item !== value),
    )
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
      customFilterText(value, codes, 'enterprise', name),
      search.custom?.filter((item) => item !== value),
    )
  if (search.parentEnterpriseId) add('parentEnterpriseId', t('parentChosen', { count: search.parentEnterpriseId.length }))
  if (search.hasProject !== undefined) add('hasProject', search.hasProject ? t('hasProject') : t('noProject'))
  if (search.hasPlan !== undefined) add('hasPlan', search.hasPlan ? t('hasPlan') : t('noPlan'))
  if (search.creditCodeOverridden !== undefined) add('creditCodeOverridden', t('overridden'))
  if (search.publicOnly) add('publicOnly', t('publicOnly'))
  return chips
}
