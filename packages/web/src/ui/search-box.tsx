import { Input } from 'antd'
import { useRef, useState } from 'react'

interface Props {
  value: string
  onSearch: (text: string) => void
  label: string
  placeholder: string
  width: number
}

const PAUSE_MS = 300

/** A search box that sends what was typed when its user pauses, and follows the address when that changes by itself. */
export function SearchBox({ value, onSearch, label, placeholder, width }: Props) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (value !== seen) {
    setSeen(value)
    if (value !== typed.trim()) setTyped(value)
  }
  const send = (text: string) => {
    clearTimeout(timer.current)
    if (text.trim() !== value) onSearch(text.trim())
  }
  return (
    <Input.Search
      allowClear
      value={typed}
      aria-label={label}
      placeholder={placeholder}
      style={{ width }}
      onChange={({ target }) => {
        setTyped(target.value)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => send(target.value), PAUSE_MS)
      }}
      onSearch={send}
    />
  )
}
