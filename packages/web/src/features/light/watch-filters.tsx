import { Select } from 'antd'
import type { LightKind } from '@ballast/domain/light/light-rule.ts'
import { LIGHT_COLOURS, type LightColour } from '@ballast/domain/light/lights.ts'
import { useTexts } from '../../app/language.tsx'
import { FilterChips } from '../../ui/filter-chips.tsx'
import { widthOfLabel } from '../../ui/label-width.ts'
import { registerTexts } from '../../ui/register.texts.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { useCodeNames } from '../project/code-names.ts'
import { useColourName } from './light-mark.tsx'
import { lightTexts } from './light.texts.ts'
import type { LightsSearch, LightsSearchChange } from './watch-search.ts'

interface Props {
  search: LightsSearch
  onChange: (change: LightsSearchChange) => void
  /** Choices of rules; without them the list has one rule only. */
  kinds?: readonly { value: LightKind; label: string }[]
}

const KEYS = ['colour', 'kind', 'serviceManager', 'bureauCode', 'clusterCode', 'categoryCode'] as const
type Key = (typeof KEYS)[number]
const NO_FILTER = { q: undefined, ...Object.fromEntries(KEYS.map((key) => [key, undefined])) } as LightsSearchChange

/** What lists of lights and of stuck projects are filtered by. */
export function WatchFilters({ search, onChange, kinds }: Props) {
  const t = useTexts(lightTexts)
  const r = useTexts(registerTexts)
  const codes = useCodeNames()
  const colourName = useColourName()
  const fields: readonly { key: Key; label: string; options: readonly { value: string; label: string }[] }[] = [
    { key: 'colour', label: t('colour'), options: LIGHT_COLOURS.map((value: LightColour) => ({ value, label: colourName(value) })) },
    ...(kinds === undefined ? [] : [{ key: 'kind' as const, label: t('rule'), options: kinds }]),
    {
      key: 'serviceManager',
      label: t('serviceManager'),
      options: (codes.lists?.serviceManagers ?? []).map((value) => ({ value, label: codes.wordingOf(value) })),
    },
    { key: 'bureauCode', label: t('bureau'), options: codes.choicesOf('bureau') },
    { key: 'clusterCode', label: t('cluster'), options: codes.choicesOf('cluster') },
    { key: 'categoryCode', label: t('category'), options: codes.choicesOf('category') },
  ]
  const chosen = (key: Key): string[] => search[key] ?? []
  const set = (key: Key, values: readonly string[]) => onChange({ [key]: values.length === 0 ? undefined : values })
  const chips = fields.flatMap(({ key, label, options }) =>
    chosen(key).map((value) => ({
      key: `${key}:${value}`,
      text: `${label}: ${options.find((option) => option.value === value)?.label ?? value}`,
      onRemove: () =>
        set(
          key,
          chosen(key).filter((other) => other !== value),
        ),
    })),
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
        {fields.map(({ key, label, options }) => (
          <Select
            key={key}
            mode="multiple"
            aria-label={label}
            placeholder={label}
            value={chosen(key)}
            options={[...options]}
            showSearch={{ optionFilterProp: 'label' }}
            maxTagCount={0}
            maxTagPlaceholder={(omitted) => `${label} ${omitted.length}`}
            popupMatchSelectWidth={false}
            style={{ minWidth: widthOfLabel(label) }}
            onChange={(values: string[]) => set(key, values)}
          />
        ))}
      </div>
      <FilterChips chips={chips} onClear={() => onChange(NO_FILTER)} />
    </>
  )
}
