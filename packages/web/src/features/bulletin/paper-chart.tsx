import { useId } from 'react'
import type { BulletinChart } from '@ballast/contract/bulletin-layout.ts'

const WIDTH = 640
const BAR = 11
const GRID = '#cfd6dd'

/** A chart of the bulletin as the PDF draws it. */
export function PaperChart({ chart }: { chart: BulletinChart }) {
  const title = useId()
  const { labels, series, unit } = chart
  return (
    <figure className="paper-chart">
      <figcaption className="paper-caption">
        <span id={title}>{chart.caption}</span>
        <span className="paper-unit">{unit}</span>
      </figcaption>

      <div className="paper-scroll" tabIndex={0} role="img" aria-labelledby={title} aria-description={spoken(labels, series)}>
        {chart.direction === 'columns' ? <Standing chart={chart} /> : <Lying chart={chart} />}
      </div>
      {series.length > 1 ? (
        <div className="paper-legend">
          {series.map(({ name, color }) => (
            <span key={name}>
              <i style={{ background: color }} />
              {name}
            </span>
          ))}
        </div>
      ) : null}
      {chart.note === null ? null : <p className="paper-note">{chart.note}</p>}
    </figure>
  )
}

const spoken = (labels: readonly string[], series: BulletinChart['series']): string =>
  labels.map((label, index) => `${label}: ${series.map(({ name, texts }) => `${name} ${texts[index] ?? '—'}`).join(', ')}`).join('; ')

function Standing({ chart: { labels, series, ticks } }: { chart: BulletinChart }) {
  const [left, top, height] = [56, 16, 190]
  const most = ticks.at(-1)?.at ?? 1
  const step = (WIDTH - left) / labels.length
  const bar = (step * 0.66) / Math.max(1, series.length)
  const yOf = (value: number) => top + height * (1 - value / most)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${top + height + 24}`} aria-hidden>
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={left} x2={WIDTH} y1={yOf(at)} y2={yOf(at)} stroke={GRID} />
          <text x={left - 8} y={yOf(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {labels.map((label, index) => (
        <g key={label}>
          <text x={left + step * (index + 0.5)} y={top + height + 17} textAnchor="middle">
            {label}
          </text>
          {series.map(({ name, color, values, texts }, which) => {
            const value = values[index]
            if (value === null || value === undefined) return null
            const x = left + step * index + step * 0.17 + bar * which
            return (
              <g key={name}>
                <rect x={x} y={yOf(Math.max(0, value))} width={bar} height={(height * Math.max(0, value)) / most} fill={color} />
                {series.length === 1 ? (
                  <text x={x + bar / 2} y={yOf(value) - 4} textAnchor="middle" className="paper-figure">
                    {texts[index]}
                  </text>
                ) : null}
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}

function Lying({ chart: { labels, series, ticks } }: { chart: BulletinChart }) {
  const [left, right] = [220, 64]
  const most = ticks.at(-1)?.at ?? 1
  const step = BAR * Math.max(1, series.length) + 12
  const height = step * labels.length
  const width = WIDTH - left - right
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height + 22}`} aria-hidden>
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={left + (width * at) / most} x2={left + (width * at) / most} y1={0} y2={height} stroke={GRID} />
          <text x={left + (width * at) / most} y={height + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {labels.map((label, index) => (
        <g key={label}>
          <text x={left - 8} y={step * (index + 0.5) + 4} textAnchor="end" className={label.length > 26 ? 'paper-long' : undefined}>
            {label}
          </text>
          {series.map(({ name, color, values, texts }, which) => {
            const value = values[index]
            if (value === null || value === undefined) return null
            const long = (width * Math.max(0, value)) / most
            const y = step * index + 6 + BAR * which
            return (
              <g key={name}>
                <rect x={left} y={y} width={long} height={BAR - 1.5} fill={color} />
                <text x={left + long + 4} y={y + BAR - 2} className="paper-figure">
                  {texts[index]}
                </text>
              </g>
            )
          })}
        </g>
      ))}
    </svg>
  )
}
