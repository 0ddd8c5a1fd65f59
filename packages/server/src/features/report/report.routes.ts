import { formFromWire } from '@ballast/contract/report-form.ts'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { itemsOf } from '@ballast/domain/report/form.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { correctMonth } from './correct-month.ts'
import { listReturns } from './list-returns.ts'
import { findPeriod } from './load-period.ts'
import { countRules } from './period.queries.ts'
import { saveReturns } from './save-returns.ts'
import { showReturn } from './show-return.ts'
import { rulesRefused, stepReturns, submitReturns, type Said } from './step-returns.ts'
import { verifyMany, verifyReturn } from './verify-many.ts'

interface StepRequest {
  readonly params: { readonly projectId: string; readonly month: string }
  readonly ifMatch: bigint | undefined
}
const seenIn = ({ params, ifMatch }: StepRequest) => ({ projectId: params.projectId as Uuid, version: ifMatch as bigint })

async function step(
  tx: WriteTx,
  ctx: Context,
  name: 'recall' | 'review' | 'return',
  request: StepRequest,
  said: Said = {},
): Promise<ReportReturn> {
  const month = request.params.month as YearMonth
  const seen = seenIn(request)
  await stepReturns(tx, ctx, await findPeriod(tx, ctx, month), name, [seen], said)
  return showReturn(tx, ctx, seen.projectId, month)
}

export const reportHandlers = defineHandlers({
  'report.list': (tx, ctx, { params, query }) => listReturns(tx, ctx, params.month as YearMonth, query),
  'report.show': (tx, ctx, { params }) => showReturn(tx, ctx, params.projectId as Uuid, params.month as YearMonth),
  'report.save': async (tx, ctx, { params, body, ifMatch }) => {
    const [projectId, month] = [params.projectId as Uuid, params.month as YearMonth]
    const notCountable = body.notCountable.map(({ reasonCode, amountYuan }) => ({ reasonCode, amountFen: parseYuan(amountYuan) }))
    const given = {
      projectId,
      version: ifMatch as bigint,
      form: formFromWire(body.form),
      reasons: body.reasons,
      notCountable,
      note: body.note ?? null,
    }
    await saveReturns(tx, ctx, await findPeriod(tx, ctx, month), [given])
    return showReturn(tx, ctx, projectId, month)
  },
  'report.submit': async (database, ctx, request) => {
    const month = request.params.month as YearMonth
    const seen = seenIn(request)
    const place = placeOf(ctx, 'report.submit')
    try {
      return await database.write(place, async (tx) => {
        await submitReturns(tx, ctx, await findPeriod(tx, ctx, month), [seen])
        return showReturn(tx, ctx, seen.projectId, month)
      })
    } catch (error) {
      // The transaction is gone with what it refused; how much noise a rule makes is worth knowing all the same.
      if (error instanceof Refusal && error.code === 'report.refused') {
        await database.write(ctx.zone.zoneId, (tx) => countRules(tx, ctx.zone.zoneId, month, rulesRefused(error.reasons)))
      }
      throw error
    }
  },
  'report.recall': (tx, ctx, request) => step(tx, ctx, 'recall', request),
  'report.review': (tx, ctx, request) => step(tx, ctx, 'review', request),
  'report.return': (tx, ctx, request) => step(tx, ctx, 'return', request, request.body),
  'report.verify': async (tx, ctx, request) => {
    const month = request.params.month as YearMonth
    const seen = seenIn(request)
    await verifyReturn(tx, ctx, month, seen)
    return showReturn(tx, ctx, seen.projectId, month)
  },
  'report.verify-many': (tx, ctx, { params, body }) =>
    verifyMany(
      tx,
      ctx,
      params.month as YearMonth,
      body.returns.map(({ projectId, version }) => ({ projectId: projectId as Uuid, version: BigInt(version) })),
    ),
  'report.correct': async (tx, ctx, { params, body }) => {
    const [projectId, month] = [params.projectId as Uuid, params.month as YearMonth]
    const items = itemsOf((item) => (body.items[item] === undefined ? 0n : parseYuan(body.items[item])))
    await correctMonth(tx, ctx, { projectId, month, items, reasonCode: body.reasonCode, note: body.note })
    return showReturn(tx, ctx, projectId, month)
  },
})
