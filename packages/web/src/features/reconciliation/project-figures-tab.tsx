import { Select, Table } from 'antd'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import type { FiguresMonth } from '@ballast/contract/reconciliation.ts'
import type { ProjectFunds } from '@ballast/contract/fund.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { FundsCard } from '../money/funds-card.tsx'
import { LandCard } from '../money/land-card.tsx'
import { useStateName } from '../report/return-state.tsx'
import { MonthEntries } from './month-entries.tsx'
import { reconciliationTexts } from './reconciliation.texts.ts'

const tabSearch = z.object({ year: z.number().int().min(1990).max(2100).optional() })

/** A project's three figures by month, each opening down to its entries, and the money behind them. */
export function ProjectFiguresTab({ projectId }: { projectId: string }) {
  const t = useTexts(reconciliationTexts)
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(tabSearch)
  const thisYear = Number(zone.businessOn.slice(0, 4))
  const year = search.year ?? thisYear
  const months = useRoute('reconciliation.months', { params: { projectId, year } }, { keepPrevious: true })
  const funds = useRoute('fund.show', { params: { projectId } })
  return (
    <>
      <section className="card" aria-label={t('figuresOf', { year })}>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginBottom: 10 }}>
          <h2 style={{ margin: 0, fontSize: 16 }}>{t('figuresOf', { year })}</h2>
          <Select
            aria-label={t('year')}
            value={year}
            options={[thisYear + 1, thisYear, thisYear - 1, thisYear - 2].map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ year: value })}
          />
        </div>
        <Loaded query={months}>{(data) => <Months projectId={projectId} months={data.months} funds={funds.data} />}</Loaded>
      </section>
      <LandCard projectId={projectId} />
      <FundsCard projectId={projectId} />
    </>
  )
}

interface Line extends FiguresMonth {
  readonly projectId: string
  readonly planTo: string
  /** Empty after the last month of which something is known. */
  readonly dispatchedTo: string | null
  readonly reportedTo: string | null
  readonly releasedYuan: string | null
}

const entriesOf = (line: Line) => <MonthEntries projectId={line.projectId} month={line} />

function linesOf(projectId: string, months: readonly FiguresMonth[], funds: ProjectFunds | undefined): Line[] {
  const to = { plan: 0n, dispatched: 0n, reported: 0n }
  const last = (isKnown: (month: FiguresMonth) => boolean) => months.findLast(isKnown)?.month ?? ''
  const lastTold = last(({ dispatchedYuan }) => dispatchedYuan !== null)
  const lastReported = last(({ reportedYuan }) => reportedYuan !== null)
  return months.map((month) => {
    to.plan += parseYuan(month.planYuan ?? '0')
    to.dispatched += parseYuan(month.dispatchedYuan ?? '0')
    to.reported += parseYuan(month.reportedYuan ?? '0') + parseYuan(month.correctedYuan)
    const releases = (funds?.movements ?? []).filter(
      ({ kind, movedOn, withdrawn }) => kind === 'release' && withdrawn === null && movedOn.startsWith(month.month),
    )
    return {
      ...month,
      projectId,
      planTo: formatYuan(to.plan),
      dispatchedTo: month.month <= lastTold ? formatYuan(to.dispatched) : null,
      reportedTo: month.month <= lastReported ? formatYuan(to.reported) : null,
      releasedYuan: releases.length === 0 ? null : formatYuan(sumFen(releases.map(({ amountYuan }) => parseYuan(amountYuan)))),
    }
  })
}

function Months({ projectId, months, funds }: { projectId: string; months: readonly FiguresMonth[]; funds: ProjectFunds | undefined }) {
  const t = useTexts(reconciliationTexts)
  const stateName = useStateName()
  const lines = linesOf(projectId, months, funds)
  const money = (key: keyof Line & `${string}${'Yuan' | 'To'}`, title: string) => ({
    key,
    title,
    align: 'right' as const,
    width: 116,
    render: (_: unknown, line: Line) => <Money yuan={line[key]} />,
  })
  const isZero = (yuan: string | null) => yuan === null || parseYuan(yuan) === 0n
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('month')}>
      <Table<Line>
        size="small"
        rowKey="month"
        pagination={false}
        dataSource={lines}
        style={{ minWidth: 1420 }}
        expandable={{
          expandedRowRender: entriesOf,
          rowExpandable: ({ dispatchedYuan, state }) => dispatchedYuan !== null || state !== null,
        }}
        columns={[
          { key: 'month', title: t('month'), width: 90, render: (_, { month }) => <span className="number">{month}</span> },
          money('planYuan', t('plan')),
          money('planTo', t('cumulative')),
          money('dispatchedYuan', t('dispatched')),
          money('dispatchedTo', t('cumulative')),
          money('reportedYuan', t('reported')),
          {
            ...money('correctedYuan', t('corrected')),
            render: (_, { correctedYuan }) =>
              isZero(correctedYuan) ? (
                <span className="quiet">—</span>
              ) : (
                <b>
                  <Money yuan={correctedYuan} />
                </b>
              ),
          },
          money('reportedTo', t('cumulative')),
          {
            key: 'state',
            title: t('state'),
            width: 90,
            render: (_, { month, state }) =>
              state === null ? (
                '—'
              ) : (
                <Link to="/reports/$month/$projectId" params={{ month, projectId }}>
                  {stateName(state)}
                </Link>
              ),
          },
          { key: 'files', title: t('files'), dataIndex: 'files', width: 60, align: 'right' },
          {
            ...money('landPaidYuan', t('landPaid')),
            render: (_, { landPaidYuan }) => <Money yuan={isZero(landPaidYuan) ? null : landPaidYuan} />,
          },
          {
            ...money('landReportedYuan', t('landReported')),
            render: (_, { landPaidYuan, landReportedYuan }) => (
              <span
                {...(landReportedYuan !== null && landReportedYuan !== landPaidYuan
                  ? { className: 'fact-error', title: t('landDiffers') }
                  : {})}
              >
                <Money yuan={landReportedYuan} />
              </span>
            ),
          },
          money('releasedYuan', t('released')),
        ]}
      />
    </div>
  )
}
