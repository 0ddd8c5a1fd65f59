import { Link } from '@tanstack/react-router'
import { Empty } from 'antd'
import type { PlanTrace } from '@ballast/contract/cockpit.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TraceLink } from './trace-link.tsx'
import { searchOfSteps, type TraceSearch } from './trace-search.ts'
import { traceTexts } from './trace.texts.ts'

type Line = PlanTrace['children'][number]

/** The lines under the last step; what is not decomposed stands among them, so that the sum below is the step's. */
export function TraceLines({ trace, search }: { trace: PlanTrace; search: TraceSearch }) {
  const t = useTexts(traceTexts)
  const level = trace.children[0]?.level
  if (level === undefined) return <Empty description={t('nothing')} />
  const hasCodes = level === 'project'
  return (
    <section className="card">
      <h2 className="trace-title">{t('lines', { level: t(level), count: trace.children.length })}</h2>
      <div className="trace-scroll">
        <table className="trace-table">
          <thead>
            <tr>
              {hasCodes ? (
                <th scope="col" className="trace-code">
                  {t('code')}
                </th>
              ) : null}
              <th scope="col">{t('name')}</th>
              <th scope="col" className="trace-share">
                {t('share')}
              </th>
              <th scope="col" className="right trace-wan">
                {t('amountWan')}
              </th>
              <th scope="col" className="right">
                {t('amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {trace.children.map((line) => (
              <TraceRow key={`${line.kind} ${line.code}`} line={line} trace={trace} search={search} hasCodes={hasCodes} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              {hasCodes ? <td className="trace-code" /> : null}
              <th scope="row">{t('sum')}</th>
              <td className="trace-share">
                <span className={trace.equal ? 'trace-equal' : 'trace-unequal'}>
                  {trace.equal ? `= ${t('equal')}` : `≠ ${t('unequal', { difference: drawYuan(parseYuan(trace.differenceYuan)) })}`}
                </span>
              </td>
              <td className="right trace-wan">
                <Money yuan={trace.childrenSumYuan} />
              </td>
              <td className="right number">{drawYuan(parseYuan(trace.childrenSumYuan))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function TraceRow({ line, trace, search, hasCodes }: { line: Line; trace: PlanTrace; search: TraceSearch; hasCodes: boolean }) {
  const step = trace.steps.at(-1)?.yuan ?? '0.00'
  const share = shareOf(line.yuan, step)
  return (
    <tr className={line.kind === 'line' ? undefined : 'trace-rest'}>
      {hasCodes ? <td className="number trace-code">{line.code}</td> : null}
      <td>
        {line.hasChildren ? (
          <TraceLink to={searchOfSteps(search, [...trace.steps, line])}>{line.name}</TraceLink>
        ) : (
          <span>{line.name}</span>
        )}
        {line.sourceKind === null ? null : <SourceBadge kind={line.sourceKind} />}
        <RecordLink line={line} />
      </td>
      <td className="trace-share">
        <span className="trace-bar" aria-hidden="true">
          <span style={{ width: `calc(100% * ${Math.min(1, Math.max(0, share))})` }} />
        </span>
        <span className="number">{drawShare(share)}</span>
      </td>
      <td className="right trace-wan">
        <Money yuan={line.yuan} />
      </td>
      <td className="right number">{drawYuan(parseYuan(line.yuan))}</td>
    </tr>
  )
}

/** The way to the record behind a line: the project's or the parcel's own page. */
function RecordLink({ line }: { line: Line }) {
  const t = useTexts(traceTexts)
  if (line.id === null) return null
  if (line.level === 'project') {
    return (
      <Link
        to="/projects/$projectId"
        params={{ projectId: line.id }}
        className="trace-record no-print"
        aria-label={`${t('openProject')} ${line.name}`}
      >
        {t('openProject')}
      </Link>
    )
  }
  return line.level === 'parcel' ? (
    <Link
      to="/parcels/$parcelId"
      params={{ parcelId: line.id }}
      className="trace-record no-print"
      aria-label={`${t('openParcel')} ${line.name}`}
    >
      {t('openParcel')}
    </Link>
  ) : null
}
