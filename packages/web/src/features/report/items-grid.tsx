import { Input } from 'antd'
import { useState } from 'react'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { INVESTMENT_ITEMS, totalOf, type InvestmentItem } from '@ballast/domain/report/form.ts'
import { drawWan, formatWanExact, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { reportTexts } from './report.texts.ts'
import type { ReturnDraft, Worked } from './return-draft.ts'

const PARTS: ReadonlySet<InvestmentItem> = new Set(['usedEquipment', 'renewalEquipment', 'oldBuildings', 'land'])

interface Props {
  given: ReportReturn
  draft: ReturnDraft
  worked: Worked
  marks: ReadonlyMap<string, 'error' | 'warning'>
  isLocked: boolean
  onMonth: (item: InvestmentItem, wan: string) => void
}

/** The investment by item: what the books had, this month, and the year. Month and year are two ways to type the same. */
export function ItemsGrid({ given, draft, worked, marks, isLocked, onMonth }: Props) {
  const t = useTexts(reportTexts)
  const { before, month, year, lastYearEnd } = worked
  const label = (item: InvestmentItem) => (PARTS.has(item) ? t('ofWhich', { name: t(`item.${item}`) }) : t(`item.${item}`))
  const cumulative = lastYearEnd + totalOf(year)
  return (
    <div className="items-scroll">
      <table className="items-grid">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('thisMonth')}</th>
            <th scope="col">{t('toYear')}</th>
          </tr>
        </thead>
        <tbody>
          {INVESTMENT_ITEMS.map((item) => (
            <tr key={item} className={PARTS.has(item) ? 'items-part' : ''}>
              <th scope="row">{label(item)}</th>
              <td>
                <Money yuan={formatYuan(before[item])} />
              </td>
              <td>
                <WanCell
                  label={`${t('thisMonth')} ${t(`item.${item}`)}`}
                  value={draft.month[item]}
                  isLocked={isLocked}
                  mark={marks.get(`year.${item}`)}
                  onChange={(wan) => onMonth(item, wan)}
                />
              </td>
              <td>
                <YearCell
                  label={`${t('toYear')} ${t(`item.${item}`)}`}
                  year={formatWanExact(year[item])}
                  isLocked={isLocked}
                  onYear={(amount) => onMonth(item, formatWanExact(amount - before[item]))}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <td>
              <Money yuan={formatYuan(totalOf(before))} />
            </td>
            <td className="number">{drawWan(totalOf(month))}</td>
            <td className="number">{drawWan(totalOf(year))}</td>
          </tr>
          <tr className="items-part">
            <th scope="row">{t('lastMonth')}</th>
            <td />
            <td>
              <Money yuan={given.previous?.form.monthYuan ?? null} />
            </td>
            <td>
              <Money yuan={given.previous?.form.yearYuan ?? null} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t('cumulative')}</th>
            <td>
              <span className="quiet">{t('lastYearEnd')}</span> <Money yuan={formatYuan(lastYearEnd)} />
            </td>
            <td />
            <td className="number">{drawWan(cumulative)}</td>
          </tr>
        </tfoot>
      </table>
      {parseYuan(given.books.correctionsYuan) === 0n ? null : (
        <p className="quiet">{t('correctionsIn', { amount: drawWan(parseYuan(given.books.correctionsYuan)) })}</p>
      )}
    </div>
  )
}

interface CellProps {
  label: string
  value: string
  isLocked: boolean
  mark?: 'error' | 'warning' | undefined
  onChange: (wan: string) => void
  onBlur?: () => void
}

function WanCell({ label, value, isLocked, mark, onChange, onBlur }: CellProps) {
  const isInvalid = yuanOfWan(value) === undefined
  return (
    <Input
      size="small"
      className="items-input"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={isInvalid}
      readOnly={isLocked}
      variant={isLocked ? 'borderless' : 'outlined'}
      status={isInvalid ? 'error' : (mark ?? '')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onFocus={({ target }) => target.select()}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

/** While it is being typed into, it shows what is typed; else what follows from the month. */
function YearCell({ label, year, isLocked, onYear }: { label: string; year: string; isLocked: boolean; onYear: (amount: bigint) => void }) {
  const [typed, setTyped] = useState<string>()
  const change = (wan: string) => {
    setTyped(wan)
    const yuan = yuanOfWan(wan)
    if (yuan !== undefined) onYear(yuan === null ? 0n : parseYuan(yuan))
  }
  return (
    <WanCell
      label={label}
      value={typed ?? (year === '0' ? '' : year)}
      isLocked={isLocked}
      onChange={change}
      onBlur={() => setTyped(undefined)}
    />
  )
}
