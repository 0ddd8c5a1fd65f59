import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { parsePpm } from '@ballast/domain/shared/ratio.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { listEntries, tellFigure } from './tell-figure.ts'

export const dispatchHandlers = defineHandlers({
  'dispatch.list': (tx, ctx, { params }) => listEntries(tx, ctx, params.projectId as Uuid),
  'dispatch.tell': (tx, ctx, { params, body }) =>
    tellFigure(tx, ctx, params.projectId as Uuid, {
      month: body.month as YearMonth,
      constructionFen: parseYuan(body.constructionYuan),
      installationFen: parseYuan(body.installationYuan),
      equipmentFen: parseYuan(body.equipmentYuan),
      otherFen: parseYuan(body.otherYuan),
      landFen: parseYuan(body.landYuan),
      progressPpm: body.progress == null ? null : parsePpm(body.progress),
      note: body.note ?? null,
    }),
})
