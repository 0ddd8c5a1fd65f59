import { Button, Drawer, Empty } from 'antd'
import { useState } from 'react'
import { drawWan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawCellText, type GridColumn } from '../../ui/grid-cells.ts'
import type { CellEdit } from '../../ui/grid-edits.ts'
import { registerTexts } from '../../ui/register.texts.ts'
import { fenOfCell, moneyChanges } from './edit-sums.ts'
import { workTableTexts } from './work-table.texts.ts'

interface Props {
  changed: readonly CellEdit[]
  columns: readonly GridColumn[]
  nameOf: (rowKey: string) => string
  saving: boolean
  maySave: boolean
  onSave: () => void
  onClose: () => void
}

const FIRST_ROWS = 100
const signed = (fen: bigint): string => (fen > 0n ? `+${drawWan(fen)}` : drawWan(fen))

/** Every change before it is saved: row by row, before and after, with the sums of the money that moves. */
export function DiffDrawer({ changed, columns, nameOf, saving, maySave, onSave, onClose }: Props) {
  const w = useTexts(workTableTexts)
  const r = useTexts(registerTexts)
  const [all, setAll] = useState(false)
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const order = new Map(columns.map((column, index) => [column.key, index]))
  const byRow = [...Map.groupBy(changed, (edit) => edit.rowKey)]
  const sums = moneyChanges(
    changed,
    columns.filter((column) => column.kind === 'money').map(({ key }) => key),
  )
  const draw = (key: string, text: string) => {
    const column = byKey.get(key)
    return text === '' ? r('empty') : column ? drawCellText(column, text) : text
  }
  const shown = all ? byRow : byRow.slice(0, FIRST_ROWS)
  return (
    <Drawer
      open
      title={w('diffTitle')}
      size={760}
      onClose={onClose}
      footer={
        <Button type="primary" loading={saving} disabled={!maySave || changed.length === 0} onClick={onSave}>
          {w('save')}
        </Button>
      }
    >
      {changed.length === 0 ? <Empty description={w('noChange')} /> : null}
      {sums.length === 0 ? null : (
        <section className="card" style={{ marginBottom: 12 }}>
          <h2 style={{ margin: 0, fontSize: 15 }}>{w('sumOfChanges')}</h2>
          <table className="change-table">
            <tbody>
              {sums.map((sum) => (
                <tr key={sum.columnKey}>
                  <th scope="row">{byKey.get(sum.columnKey)?.title}</th>
                  <td className="number">
                    {drawWan(sum.before)} → {drawWan(sum.after)}
                  </td>
                  <td className="number" style={{ textAlign: 'end' }}>
                    <b>{signed(sum.after - sum.before)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {shown.map(([rowKey, edits]) => (
        <section key={rowKey} style={{ marginBottom: 14 }}>
          <h3 style={{ margin: 0, fontSize: 14 }}>{nameOf(rowKey)}</h3>
          <table className="change-table">
            <tbody>
              {edits
                .toSorted((a, b) => (order.get(a.columnKey) ?? 0) - (order.get(b.columnKey) ?? 0))
                .map((edit) => (
                  <tr key={edit.columnKey}>
                    <th scope="row">{byKey.get(edit.columnKey)?.title ?? edit.columnKey}</th>
                    <td>
                      <span className="change-before">{draw(edit.columnKey, edit.before)}</span> →{' '}
                      <span className="change-after">{draw(edit.columnKey, edit.after)}</span>
                    </td>
                    <td className="number" style={{ textAlign: 'end' }}>
                      {byKey.get(edit.columnKey)?.kind === 'money' ? signed(fenOfCell(edit.after) - fenOfCell(edit.before)) : null}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ))}
      {byRow.length > shown.length ? (
        <Button type="link" onClick={() => setAll(true)}>
          {w('more', { count: byRow.length - shown.length })}
        </Button>
      ) : null}
    </Drawer>
  )
}
