import { Button, Select } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { actionName, subjectTypeName } from './audit-names.ts'
import { NO_FILTER, type AuditSearch, type AuditSearchChange } from './audit-search.ts'
import { auditTexts } from './audit.texts.ts'

interface Props {
  search: AuditSearch
  onChange: (change: AuditSearchChange) => void
}

export function AuditFilters({ search, onChange }: Props) {
  const t = useTexts(auditTexts)
  const name = useName()
  const { locale } = useLanguage()
  const { data } = useRoute('audit.choices', {})
  const one = (key: 'action' | 'subjectType' | 'actor', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      aria-label={t(key)}
      placeholder={t(key)}
      value={search[key] ?? null}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 132 }}
      onChange={(value: string | null) => onChange({ [key]: value ?? undefined })}
    />
  )
  const { entry: _entry, ...filter } = search
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <div className="filter-bar no-print">
      <SearchBox
        value={search.q ?? ''}
        label={t('search')}
        placeholder={t('searchHint')}
        width={250}
        onSearch={(text) => onChange({ q: text === '' ? undefined : text })}
      />
      {one('action', data?.actions.map((value) => ({ value, label: actionName(value, locale) })) ?? [])}
      {one('subjectType', data?.subjectTypes.map((value) => ({ value, label: subjectTypeName(value, locale) })) ?? [])}
      {one('actor', data?.actors.map((actor) => ({ value: actor.login, label: name(actor) })) ?? [])}
      <span className="audit-days">
        <DateField value={search.from ?? ''} label={t('from')} onChange={(from) => onChange({ from: from === '' ? undefined : from })} />{' '}
        {t('until2')}{' '}
        <DateField
          value={search.until ?? ''}
          label={t('until')}
          onChange={(until) => onChange({ until: until === '' ? undefined : until })}
        />
      </span>
      {isFiltered ? (
        <Button type="link" onClick={() => onChange(NO_FILTER)}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  )
}
