import { Button, Select, Tag } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { drawYi, fen, parseYuan } from '@ballast/domain/shared/money.ts'
import { addDays, monthOfDate, quarterOf, yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { FIGURE_COLORS } from '../../ui/chart-frame.ts'
import { BehindCard } from './behind-card.tsx'
import { ListsCard } from './lists-card.tsx'
import { quarterOption } from './quarter-option.ts'
import { quarterTexts } from './quarter.texts.ts'
import { ServiceCard } from './service-card.tsx'
import { StartsCard } from './starts-card.tsx'
import './quarter.css'

const pageSearch = z.object({ year: z.coerce.number().int().optional(), quarter: z.coerce.number().int().min(1).max(4).optional() })
/** For so long after its end a quarter is still being closed. */
const DAYS_OF_CLOSING = 20
type Key = `quarter.${1 | 2 | 3 | 4}`

/** The board of a quarter; in the first it is that of the 开门红 drive. */
export function QuarterPage() {
  const t = useTexts(quarterTexts)
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(pageSearch)
  // In the first weeks of a quarter the one before it is still being closed, and is what people ask about.
  const [defaultYear, defaultQuarter] = useMemo(() => quarterAsked(zone.businessOn as PlainDate), [zone.businessOn])
  const { year = defaultYear, quarter = defaultQuarter } = search
  const query = useRoute('quarter.read', { params: { year, quarter } }, { keepPrevious: true })
  const choices = [defaultYear, defaultYear - 1].flatMap((one) => [4, 3, 2, 1].map((part) => `${one}-${part}`))
  return (
    <Page
      title={t('title', { year, name: t(`quarter.${quarter}` as Key) })}
      subtitle={
        <>
          {t('subtitle', { date: query.data?.asOf ?? zone.businessOn })}{' '}
          {query.data?.isSimulated === true ? <Tag color="gold">{t('simulated')}</Tag> : null}
        </>
      }
      actions={
        <span className="no-print quarter-actions">
          <Select
            aria-label={t('choose')}
            style={{ minWidth: 200 }}
            value={`${year}-${quarter}`}
            options={choices.map((value) => ({
              value,
              label: t('title', { year: value.slice(0, 4), name: t(`quarter.${value.slice(5)}` as Key) }),
            }))}
            onChange={(value: string) => setSearch({ year: Number(value.slice(0, 4)), quarter: Number(value.slice(5)) })}
          />
          <Button onClick={() => print()}>{t('print')}</Button>
        </span>
      }
    >
      <Loaded query={query}>
        {(board) => (
          <div className="quarter-board">
            <Figures board={board} />
            <PaceCard board={board} />
            <StartsCard board={board} />
            <ServiceCard board={board} />
            <ListsCard board={board} />
            <BehindCard board={board} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

/** @returns the quarter of the business date; in its first twenty days the one before */
function quarterAsked(businessOn: PlainDate): [year: number, quarter: number] {
  const asked = addDays(businessOn, -DAYS_OF_CLOSING)
  return [yearOf(asked), quarterOf(monthOfDate(asked))]
}

function Figures({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  const { targetYuan, planYuan, dispatchedYuan, reportedYuan, pace, paceYuan } = board
  const gap = parseYuan(dispatchedYuan) - parseYuan(paceYuan)
  return (
    <section className="card quarter-figures" aria-label={t('title', { year: board.year, name: t(`quarter.${board.quarter}` as Key) })}>
      <dl>
        <div>
          <dt>{t('target')}</dt>
          <dd>{targetYuan === null ? <span className="quiet">{t('noTarget')}</span> : <Money yuan={targetYuan} unit="yi" />}</dd>
        </div>
        <div>
          <dt>{t('plan')}</dt>
          <dd>
            <Money yuan={planYuan} unit="yi" />
          </dd>
        </div>
        <div>
          <dt>{t('dispatched')}</dt>
          <dd>
            <Money yuan={dispatchedYuan} unit="yi" />
            <small className={gap < 0n ? 'bad' : 'good'}>
              {t(gap < 0n ? 'late' : 'ahead', { amount: drawYi(fen(gap < 0n ? -gap : gap)) })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('reported')}</dt>
          <dd>
            <Money yuan={reportedYuan} unit="yi" />
          </dd>
        </div>
        <div>
          <dt>
            {t('paceNow')} · {t('pace')} {drawShare(pace)}
          </dt>
          <dd>
            <Money yuan={paceYuan} unit="yi" />
          </dd>
        </div>
      </dl>
    </section>
  )
}

function PaceCard({ board }: { board: QuarterBoard }) {
  const t = useTexts(quarterTexts)
  const option = useMemo(() => quarterOption(board, t), [board, t])
  const shown = board.days.filter(({ on }, index) => on === board.asOf || board.days[index + 1]?.on.slice(5, 7) !== on.slice(5, 7))
  return (
    <section className="card quarter-pace">
      <p className="legend" aria-hidden="true">
        {(['pace', 'dispatched', 'reported'] as const).map((figure) => (
          <span key={figure}>
            <i className="line" style={{ background: FIGURE_COLORS[figure] }} />
            {t(figure)}
          </span>
        ))}
      </p>
      <Chart option={option} height={260} label={t('chart')} />
      <details>
        <summary>{t('table')}</summary>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('table')}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                {(['pace', 'dispatched', 'reported'] as const).map((key) => (
                  <th key={key} scope="col" className="right">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((day) => (
                <tr key={day.on}>
                  <th scope="row" className="number">
                    {day.on}
                  </th>
                  {[day.paceYuan, day.dispatchedYuan, day.reportedYuan].map((yuan, index) => (
                    <td key={index} className="right">
                      <Money yuan={yuan} unit="yi" />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
