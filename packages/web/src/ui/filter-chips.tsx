import { Button, Tag } from 'antd'
import { useTexts } from '../app/language.tsx'
import { registerTexts } from './register.texts.ts'
import './data-table.css'

export interface FilterChip {
  readonly key: string
  readonly text: string
  readonly onRemove: () => void
}

/** What the list is filtered by, each condition removable. */
export function FilterChips({ chips, onClear }: { chips: readonly FilterChip[]; onClear: () => void }) {
  const t = useTexts(registerTexts)
  if (chips.length === 0) return null
  return (
    <div className="filter-chips">
      {chips.map((chip) => (
        <Tag
          key={chip.key}
          color="processing"
          closable={{ 'aria-label': t('removeFilter', { name: chip.text }) }}
          onClose={(event) => {
            event.preventDefault()
            chip.onRemove()
          }}
        >
          {chip.text}
        </Tag>
      ))}
      {chips.length > 1 ? (
        <Button size="small" type="link" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      ) : null}
    </div>
  )
}
