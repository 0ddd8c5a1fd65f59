import { Alert, App, Button, Progress } from 'antd'
import { useState } from 'react'
import type { ActionLine, ActionPlan } from '@ballast/contract/action.ts'
import { twoDigits } from '@ballast/domain/forecast/words.ts'
import { drawYi, fen, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { useActionWords } from './action-names.ts'
import { actionTexts } from './action.texts.ts'
import { LinesTable, type Picked } from './lines-table.tsx'

const WHOLE_PERCENT = 1e2

export function PlanView({ planId }: { planId: string }) {
  const query = useRoute('action.show', { params: { planId } })
  return (
    <Loaded query={query}>
      {(plan) => (
        <div className="forecast-cards">
          <Gains plan={plan} />
          <Capacity plan={plan} />
          <Choose plan={plan} />
        </div>
      )}
    </Loaded>
  )
}

/** What the plan gains, in words, and beside doing nothing and a greedy choice. */
function Gains({ plan }: { plan: ActionPlan }) {
  const t = useTexts(actionTexts)
  const words = useActionWords()
  const { before, after, greedy, lines } = plan
  const gained = parseYuan(after.year50Yuan) - parseYuan(before.year50Yuan)
  const [round] = plan.rounds
  const rows = [
    { key: 'none', end: before, count: 0 },
    { key: 'greedy', end: greedy, count: plan.greedyLines },
    { key: 'chosen', end: after, count: lines.length },
  ] as const
  return (
    <section className="card">
      <p className="forecast-headline">
        {lines.length === 0
          ? t('nothing')
          : t('gains', {
              count: lines.length,
              year: plan.year,
              before: drawYi(parseYuan(before.year50Yuan), 1),
              after: drawYi(parseYuan(after.year50Yuan), 1),
              gain: `+${drawYi(twoDigits(fen(gained)), 1)}`,
              chanceBefore: words.chance(before.reached),
              chanceAfter: words.chance(after.reached),
            })}
      </p>
      <h2>{t('compare')}</h2>
      <div className="forecast-scroll">
        <table className="forecast-table">
          <thead>
            <tr>
              {(['what', 'items', 'p50', 'chance', 'shortfall'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, end, count }) => (
              <tr key={key}>
                <th scope="row">{t(key)}</th>
                <td className="number">{count}</td>
                <td>
                  <Money yuan={end.year50Yuan} unit="yi" digits={1} />
                </td>
                <td>{words.chance(end.reached)}</td>
                <td>
                  <Money yuan={end.shortfallYuan} unit="yi" digits={1} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {round === undefined ? null : (
        <p className="quiet">
          {t('bound', {
            candidates: plan.candidates,
            state: t(`state.${round.state}`),
            value: drawYi(parseYuan(round.valueYuan), 2),
            bound: round.boundYuan === null ? '—' : drawYi(parseYuan(round.boundYuan), 2),
            greedy: drawYi(parseYuan(round.greedyValueYuan), 2),
            method: t(`method.${plan.method}`),
          })}
        </p>
      )}
    </section>
  )
}

function Capacity({ plan }: { plan: ActionPlan }) {
  const t = useTexts(actionTexts)
  const words = useActionWords()
  const used = plan.limits.filter(({ used: amount }) => amount > 0)
  if (used.length === 0) return null
  return (
    <section className="card">
      <h2>{t('capacity')}</h2>
      <ul className="action-limits">
        {used.map(({ limit, used: amount, most }) => {
          const name = words.limit(limit)
          const text = `${Number(amount.toFixed(2))} / ${Number(most.toFixed(2))}`
          return (
            <li key={name}>
              <span>{name}</span>
              <Progress
                aria-label={`${name} ${text}`}
                size="small"
                percent={most === 0 ? WHOLE_PERCENT : Math.round((amount / most) * WHOLE_PERCENT)}
                status="normal"
                format={() => text}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Lines to keep, strike and add; accepted, they become tasks. */
function Choose({ plan }: { plan: ActionPlan }) {
  const t = useTexts(actionTexts)
  const { zone } = useSession()
  const { message } = App.useApp()
  const may = useMay('action.accept')
  const mayEdit = may && plan.acceptedAt === null
  const pickedOf = ({ assignee, dueOn }: ActionLine): Picked => ({
    assignee: assignee ?? '',
    dueOn: dueOn < zone.businessOn ? zone.businessOn : dueOn,
  })
  const [picked, setPicked] = useState(() => new Map(plan.lines.map((line) => [line.lineId, pickedOf(line)])))
  const accept = useAction('action.accept', ['action', 'notification.'])
  const pick = (line: ActionLine, value: Picked | null) => {
    const next = new Map(picked)
    if (value === null) next.delete(line.lineId)
    else next.set(line.lineId, value)
    setPicked(next)
  }
  const send = () =>
    accept.mutate(
      {
        params: { planId: plan.planId },
        body: {
          lines: [...picked].map(([lineId, { assignee, dueOn }]) => ({
            lineId,
            assignee: assignee.trim() === '' ? null : assignee.trim(),
            dueOn,
          })),
        },
      },
      { onSuccess: ({ rows }) => void message.success(t('acceptedDone', { count: rows.length })) },
    )
  const table = { picked, pickedOf, measured: plan.measured, onPick: mayEdit ? pick : undefined }
  return (
    <>
      <section className="card">
        <h2>{t('lines')}</h2>
        {plan.acceptedAt === null ? null : (
          <Alert
            type="success"
            showIcon
            title={t('acceptedBy', { by: plan.acceptedByName ?? '', at: drawInstant(plan.acceptedAt).slice(0, 16) })}
          />
        )}
        {mayEdit ? <p className="quiet">{t('struck')}</p> : null}
        <LinesTable lines={plan.lines} {...table} />
        {accept.error ? <ProblemAlert error={accept.error} labelOf={() => undefined} /> : null}
        {mayEdit ? (
          <Button type="primary" disabled={picked.size === 0} loading={accept.isPending} onClick={send} style={{ marginTop: 12 }}>
            {t('accept', { count: picked.size })}
          </Button>
        ) : null}
      </section>
      {plan.left.length === 0 ? null : (
        <section className="card">
          <h2>{t('left')}</h2>
          {mayEdit ? <p className="quiet">{t('leftNote')}</p> : null}
          <LinesTable lines={plan.left} {...table} />
        </section>
      )}
    </>
  )
}
