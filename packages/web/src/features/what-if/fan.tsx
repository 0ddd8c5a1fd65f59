import type { ScenarioOutcome } from '@ballast/forecast/scenario.ts'
import { yiWords } from '@ballast/domain/forecast/words.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { yearOf, type Say } from './say.ts'

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 240, 44, 22, 12]
const yi = (yuan: string): number => chartYi(parseYuan(yuan))

interface Props {
  readonly base: ScenarioOutcome
  readonly outcome: ScenarioOutcome
  readonly targetYuan: string | null
  readonly year: number
  readonly t: Say
}

/** The year to date, drawn by hand: it follows a drag frame by frame. */
export function Fan({ base, outcome, targetYuan, year, t }: Props) {
  const highest = Math.max(...[...base.path, ...outcome.path].map(({ p90Yuan }) => yi(p90Yuan)), targetYuan === null ? 0 : yi(targetYuan))
  const step = niceStep(highest / 4)
  const top = Math.ceil(highest / step) * step
  const x = (place: number) => LEFT + ((place + 1) / 12) * (WIDTH - LEFT - 8)
  const y = (amount: number) => HEIGHT - BOTTOM - (amount / top) * (HEIGHT - BOTTOM - TOP)
  const line = (amounts: readonly string[]) =>
    `M${x(-1)},${y(0)}${amounts.map((yuan, place) => `L${x(place).toFixed(1)},${y(yi(yuan)).toFixed(1)}`).join('')}`
  const band = ({ path }: ScenarioOutcome) =>
    `${line(path.map(({ p90Yuan }) => p90Yuan))}${path
      .map(({ p10Yuan }, place) => `L${x(place).toFixed(1)},${y(yi(p10Yuan)).toFixed(1)}`)
      .toReversed()
      .join('')}Z`
  const spread = yearOf(outcome)
  const words =
    spread === undefined
      ? {}
      : { p50: yiWords(parseYuan(spread.p50Yuan)), p10: yiWords(parseYuan(spread.p10Yuan)), p90: yiWords(parseYuan(spread.p90Yuan)) }
  return (
    <svg className="what-if-fan" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('fanLabel', { year, ...words })}>
      {Array.from({ length: Math.round(top / step) + 1 }, (_, place) => place * step).map((amount) => (
        <g key={amount}>
          <line x1={LEFT} x2={WIDTH - 8} y1={y(amount)} y2={y(amount)} className="grid" />
          <text x={LEFT - 6} y={y(amount) + 4} textAnchor="end">
            {amount}
          </text>
        </g>
      ))}
      {outcome.path.map((_, place) => (
        <text key={place} x={x(place)} y={HEIGHT - 6} textAnchor="middle">
          {place + 1}
        </text>
      ))}
      <path d={band(outcome)} className="band" />
      <path d={line(base.path.map(({ p10Yuan }) => p10Yuan))} className="base" />
      <path d={line(base.path.map(({ p90Yuan }) => p90Yuan))} className="base" />
      <path d={line(outcome.path.map(({ p50Yuan }) => p50Yuan))} className="median" />
      {targetYuan === null ? null : (
        <g>
          <line x1={LEFT} x2={WIDTH - 8} y1={y(yi(targetYuan))} y2={y(yi(targetYuan))} className="target" />
          <text x={LEFT + 6} y={y(yi(targetYuan)) - 4}>
            {t('target')}
          </text>
        </g>
      )}
    </svg>
  )
}

/** 1, 2 or 5 of a power of ten. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-3)))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? power
}
