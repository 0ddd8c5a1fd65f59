import { Flex, Segmented } from 'antd'
import { useState } from 'react'
import { drawPHours } from '@ballast/domain/voucher/computing-power.ts'
import { useTexts } from '../../app/language.tsx'
import { computingUseTexts } from './use.texts.ts'

interface Hour {
  readonly day: string
  readonly hour: number
  readonly amount: string
  readonly completed: string
}
const SHOWN = ['amount', 'completed', 'wasted'] as const
type Shown = (typeof SHOWN)[number]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const workOf = ({ amount, completed }: Hour, shown: Shown): bigint =>
  shown === 'wasted' ? BigInt(amount) - BigInt(completed) : BigInt(shown === 'amount' ? amount : completed)

/** Each hour of a month, the darker the more work was done in it. */
export function HeatMap({ month, hours }: { month: string; hours: readonly Hour[] }) {
  const t = useTexts(computingUseTexts)
  const [shown, setShown] = useState<Shown>('amount')
  const at = new Map(hours.map((one) => [`${one.day} ${one.hour}`, one]))
  // One scale for all three, so that they can be compared.
  const most = hours.reduce((max, { amount }) => (BigInt(amount) > max ? BigInt(amount) : max), 1n)
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  const days = Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
  return (
    <section className="card" aria-label={t('hours')} style={{ padding: '12px 16px' }}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('hours')}</h2>
        <Segmented
          aria-label={t('shown')}
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`of.${value}`) }))}
          onChange={setShown}
        />
      </Flex>
      <p className="quiet">{t('hoursHint', { most: drawPHours(most) })}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('hoursTable')}>
        <table className="use-heat">
          <thead>
            <tr>
              <th scope="col">{t('day')}</th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col" className="number">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day}>
                <th scope="row" className="number">
                  {day.slice(5)}
                </th>
                {HOURS.map((hour) => (
                  <Cell key={hour} of={at.get(`${day} ${hour}`)} shown={shown} most={most} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Cell({ of, shown, most }: { of: Hour | undefined; shown: Shown; most: bigint }) {
  const t = useTexts(computingUseTexts)
  if (of === undefined) return <td />
  const share = Number((workOf(of, shown) * 1000n) / most) / 1000
  const { day, hour } = of
  const title = t('hourCell', {
    day,
    hour: String(hour),
    amount: drawPHours(BigInt(of.amount)),
    completed: drawPHours(BigInt(of.completed)),
  })
  // Some work is never drawn as none.
  const strength = share === 0 ? 0 : 0.15 + 0.85 * share
  const color = shown === 'wasted' ? `rgb(178 69 19 / ${strength})` : `rgb(22 93 170 / ${strength})`
  return <td title={title} style={strength === 0 ? undefined : { background: color }} />
}
