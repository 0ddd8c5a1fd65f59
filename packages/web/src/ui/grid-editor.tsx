import { useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react'
import type { Choice, GridColumn } from './grid-cells.ts'

interface Props {
  inputRef: RefObject<HTMLTextAreaElement | null>
  column: GridColumn | undefined
  label: string
  describedBy: string
  /** Null: no cell is being edited; the field waits, unseen, for the first key. */
  text: string | null
  /** True when the text began with a key, so that arrows leave the cell and the choices are narrowed. */
  typing: boolean
  box: { left: number; top: number; width: number; below: boolean }
  onText: (text: string) => void
  onCommit: (text: string, move: { rows: number; columns: number } | null) => void
  onCancel: () => void
  /** A key while no cell is edited. */
  onRestKey: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  onCopy: (event: ClipboardEvent) => void
  onCut: (event: ClipboardEvent) => void
  onPaste: (event: ClipboardEvent) => void
}

const MOVES: Readonly<Record<string, { rows: number; columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
}

/**
 * The one field of the grid. It holds the focus all the time, over the active cell, so that typing begins in it at once,
 * input methods for Chinese included.
 */
export function GridEditor(props: Props) {
  const { inputRef, column, text, typing, box } = props
  const editing = text !== null
  const choices = editing && column?.kind === 'choice' ? offered(column.choices, text, typing) : []
  // Which choice was moved to, for the text it was moved in; a new text begins anew.
  const [moved, setMoved] = useState<{ text: string | null; at: number } | null>(null)
  const isMoved = moved !== null && moved.text === text
  const current = choices.findIndex(({ label }) => label === text)
  const at = isMoved ? moved.at : typing ? 0 : Math.max(0, current)
  const picked = text === '' && !isMoved ? undefined : choices[at]
  const commit = (move: { rows: number; columns: number } | null) => props.onCommit(picked?.value ?? text ?? '', move)

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (!editing) return props.onRestKey(event)
    const move = MOVES[event.key]
    if (event.key === 'Escape') props.onCancel()
    else if (choices.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      setMoved({ text, at: (at + (event.key === 'ArrowDown' ? 1 : choices.length - 1)) % choices.length })
    } else if (event.key === 'Enter' && event.altKey && column?.kind === 'text') props.onText(`${text}\n`)
    else if (event.key === 'Enter') commit({ rows: event.shiftKey ? -1 : 1, columns: 0 })
    else if (event.key === 'Tab') commit({ rows: 0, columns: event.shiftKey ? -1 : 1 })
    else if (move && typing) commit(move)
    else return
    event.preventDefault()
  }

  return (
    <>
      <textarea
        ref={inputRef}
        className={`grid-editor${editing ? '' : ' resting'}${editing && text.includes('\n') ? ' many-lines' : ''}`}
        style={{ left: box.left, top: box.top, width: box.width }}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        value={text ?? ''}
        onChange={(event) => props.onText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (editing) props.onCommit(text, null)
        }}
        onCopy={props.onCopy}
        onCut={props.onCut}
        onPaste={props.onPaste}
      />
      {choices.length > 0 ? (
        <ul
          className="grid-choices"
          role="listbox"
          aria-label={column?.title}
          style={{
            left: box.left,
            minWidth: box.width,
            ...(box.below ? { top: box.top + 30 } : { top: box.top, transform: 'translateY(-100%)' }),
          }}
        >
          {choices.map((choice, index) => (
            <li
              key={choice.value}
              role="option"
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault()
                props.onCommit(choice.value, null)
              }}
            >
              {choice.label}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function offered(choices: readonly Choice[], text: string, typing: boolean): readonly Choice[] {
  const folded = text.trim().toLowerCase()
  if (!typing || folded === '') return choices
  return choices.filter(({ value, label }) => label.toLowerCase().includes(folded) || value.toLowerCase().startsWith(folded))
}
