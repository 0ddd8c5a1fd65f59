import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName } from '../../app/language.tsx'

type Register = 'project' | 'enterprise' | 'parcel'
/** By what a record is named in a save: a project by its number, the others by their name. */
interface Found {
  readonly value: string
  readonly label: string
}

interface Props {
  register: Register
  label: string
  /** Of the record that is chosen; empty: none. */
  value: string
  /** What the chosen record is called, when it is known. */
  shown?: string | undefined
  id?: string
  allowClear?: boolean
  onChange: (value: string, label: string) => void
}

const FIRST = 20
/** One question for a word, not for each of its letters. */
const PAUSE_MS = 250

/** Finds a record of a register by name, code, pinyin or initials. */
export function RecordPicker({ register, label, value, shown, id, allowClear = false, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const [word, setWord] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setWord(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const [isOpen, setOpen] = useState(false)
  const found = useFound(register, word, isOpen)
  const options = value === '' || found.some((item) => item.value === value) ? found : [{ value, label: shown ?? value }, ...found]
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={allowClear}
      style={{ width: '100%', minWidth: 180, maxWidth: 420 }}
      value={value === '' ? undefined : value}
      options={options}
      onOpenChange={setOpen}
      onChange={(next: string | undefined) => onChange(next ?? '', options.find((item) => item.value === next)?.label ?? '')}
    />
  )
}

function useFound(register: Register, word: string, isOpen: boolean): Found[] {
  const name = useName()
  const { locale } = useLanguage()
  const query = { ...(word === '' ? {} : { q: word }), limit: FIRST, withTotals: false }
  const sort = locale === 'en' ? 'nameEn' : undefined
  const on = (wanted: Register) => ({ enabled: isOpen && register === wanted, keepPrevious: true })
  const projects = useRoute('project.list', { query: { ...query, ...(sort ? { sort } : {}) } }, on('project'))
  const enterprises = useRoute('enterprise.list', { query: { ...query, ...(sort ? { sort } : {}) } }, on('enterprise'))
  const parcels = useRoute('parcel.list', { query: { ...query, ...(sort ? { sort } : {}) } }, on('parcel'))
  if (register === 'project') {
    return (projects.data?.rows ?? []).map((row) => ({ value: row.projectNo, label: `${row.projectNo} ${name(row)}` }))
  }
  if (register === 'enterprise') return (enterprises.data?.rows ?? []).map((row) => ({ value: row.nameZh, label: name(row) }))
  return (parcels.data?.rows ?? []).map((row) => ({ value: row.name, label: name({ nameZh: row.name, nameEn: row.nameEn }) }))
}
