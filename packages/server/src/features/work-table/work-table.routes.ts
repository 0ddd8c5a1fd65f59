import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { findVersion } from '../plan/index.ts'
import { saveWorkTable } from './save-work-table.ts'
import { workTableRows } from './work-table.view.ts'

export const workTableHandlers = defineHandlers({
  'work-table.read': async (tx, ctx, { params, query }) => {
    const version = await findVersion(tx, ctx.zone.zoneId, { year: params.year, versionId: query.versionId as Uuid | undefined })
    const { versionId, year, number, title, status } = version
    return { versionId, year, number, title, status, part: query.part, rows: await workTableRows(tx, ctx.zone.zoneId, version, query.part) }
  },
  'work-table.save': (tx, ctx, { params, body }) => saveWorkTable(tx, ctx, params.versionId as Uuid, body),
})
