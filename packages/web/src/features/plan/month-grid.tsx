import { useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { drawWan } from '@ballast/domain/shared/money.ts'
import { monthNumber, monthsOfYear, type YearMonth } from '@ballast/domain/shared/time.ts'
import { useTexts } from '../../app/language.tsx'
import { pastedFields, restingText } from './month-cells.ts'
import { cellFen, countableTotal, lineKey, lineTotal, notCountableMonths, PARTS, partTotal, type PlanForm } from './plan-form.ts'
import { planTexts } from './plan.texts.ts'

interface Props {
  form: PlanForm
  year: number
  canEdit: boolean
  onChange: (fields: Readonly<Record<string, string>>) => void
  onRemoveLine: (month: string) => void
}

/** Moves up and down the column, as in a sheet. */
function step(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'Enter') return
  const cell = event.currentTarget.closest('td')
  const row = cell?.parentElement
  const next = event.key === 'ArrowUp' ? row?.previousElementSibling : row?.nextElementSibling
  const input = next?.children[cell?.cellIndex ?? 0]?.querySelector('input')
  if (!input) return
  event.preventDefault()
  input.focus()
  input.select()
}

/** Months by composition in 万元, the sums of both, and the lines that are not countable. */
export function MonthGrid({ form, year, canEdit, onChange, onRemoveLine }: Props) {
  const t = useTexts(planTexts)
  // The cell that is typed in shows what was typed; the others are grouped to be read.
  const [active, setActive] = useState<string | null>(null)
  const others = notCountableMonths(form)
  const keys = [...monthsOfYear(year).map((month) => lineKey(month, true)), ...others.map((month) => lineKey(month, false))]
  const cells = (key: string, name: string) =>
    PARTS.map((part) => {
      const field = `${key}.${part}`
      return (
        <td key={part}>
          {canEdit ? (
            <input
              aria-label={`${name} ${t(part === 'land' ? 'landLong' : part)}`}
              inputMode="decimal"
              value={active === field ? (form[field] ?? '') : restingText(form, field)}
              aria-invalid={cellFen(form, field) === undefined}
              onFocus={({ currentTarget }) => {
                // The text as it was typed stands in the box before it is selected, so that typing replaces all of it.
                flushSync(() => setActive(field))
                currentTarget.select()
              }}
              onBlur={() => setActive(null)}
              onChange={({ target }) => onChange({ [field]: target.value })}
              onKeyDown={step}
              onPaste={(event) => {
                const fields = pastedFields(event.clipboardData.getData('text/plain'), keys, key, part)
                if (!fields) return
                event.preventDefault()
                onChange(fields)
              }}
            />
          ) : (
            drawWan(cellFen(form, field) ?? 0n)
          )}
        </td>
      )
    })
  return (
    <div className="plan-scroll">
      <table className="month-grid">
        <thead>
          <tr>
            <th scope="col">{t('composition')}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {t(part)}
              </th>
            ))}
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {monthsOfYear(year).map((month) => {
            const name = t('month', { number: monthNumber(month) })
            return (
              <tr key={month}>
                <th scope="row">{name}</th>
                {cells(lineKey(month, true), name)}
                <td>{drawWan(lineTotal(form, lineKey(month, true)))}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr className="foot">
            <th scope="row">{t('total')}</th>
            {PARTS.map((part) => (
              <td key={part}>{drawWan(partTotal(form, year, part))}</td>
            ))}
            <td>{drawWan(countableTotal(form, year))}</td>
          </tr>
        </tfoot>
        {others.length === 0 ? null : (
          <tbody>
            {others.map((month) => {
              const key = lineKey(month, false)
              const name = `${t('notCountable')} ${t('month', { number: monthNumber(month as YearMonth) })}`
              return (
                <tr key={key}>
                  <th scope="row">
                    <span className="quiet">{name}</span>
                    {canEdit ? (
                      <>
                        <input
                          aria-label={`${name} ${t('reason')}`}
                          placeholder={t('reason')}
                          style={{ textAlign: 'left' }}
                          value={form[`${key}.reason`] ?? ''}
                          aria-invalid={(form[`${key}.reason`] ?? '').trim() === ''}
                          onChange={({ target }) => onChange({ [`${key}.reason`]: target.value })}
                        />
                        <button type="button" className="plan-link" onClick={() => onRemoveLine(month)}>
                          {t('remove')}
                        </button>
                      </>
                    ) : (
                      <div className="quiet">{form[`${key}.reason`]}</div>
                    )}
                  </th>
                  {cells(key, name)}
                  <td>{drawWan(lineTotal(form, key))}</td>
                </tr>
              )
            })}
          </tbody>
        )}
      </table>
    </div>
  )
}
