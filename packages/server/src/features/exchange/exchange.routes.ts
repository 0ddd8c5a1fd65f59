import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers, type Upload } from '../../platform/handler.ts'
import { requireAction } from '../../platform/scope.ts'
import { cancelImport } from './cancel-import.ts'
import { commitImport } from './commit-import.ts'
import { exportPlan } from './export-plan.ts'
import { exportRefusals } from './export-refusals.ts'
import { exportRegister, type Lists } from './export-register.ts'
import { importRows, importRun, listRuns } from './import-run.view.ts'
import { uploadImport } from './upload-import.ts'

/** @param lists the lists whose selections are exported */
export const exchangeHandlersOver = (lists: Lists) =>
  defineHandlers({
    'exchange.export': (database, ctx, { params, query }) => {
      const { format, columns, empty, year, versionId, part, ...listQuery } = query
      // A plan is about the zone as a whole, registers are about what the user reaches.
      if (params.resource === 'plan') requireAction(ctx, 'plan.show')
      return params.resource === 'plan'
        ? exportPlan(database, ctx, { format, year, versionId: versionId as Uuid | undefined, part, empty })
        : exportRegister(database, ctx, lists, params.resource, { format, columns, empty }, listQuery)
    },
    'exchange.upload': async (database, ctx, { query, upload }) => {
      const given = { resource: query.resource, versionId: query.versionId as Uuid | undefined }
      const importId = await uploadImport(database, ctx, given, upload as Upload)
      return database.read(ctx.zone.zoneId, (tx) => importRun(tx, ctx, importId, 'register'))
    },
    'exchange.list': (tx, ctx, { query }) => listRuns(tx, ctx, query, 'register'),
    'exchange.show': (tx, ctx, { params }) => importRun(tx, ctx, params.importId as Uuid, 'register'),
    'exchange.preview': (tx, ctx, { params, query }) => importRows(tx, ctx, params.importId as Uuid, query, 'register'),
    'exchange.commit': async (database, ctx, { params, body }) => {
      await commitImport(database, ctx, params.importId as Uuid, body)
      return database.read(ctx.zone.zoneId, (tx) => importRun(tx, ctx, params.importId as Uuid, 'register'))
    },
    'exchange.cancel': async (database, ctx, { params }) => {
      await cancelImport(database, ctx, params.importId as Uuid)
      return database.read(ctx.zone.zoneId, (tx) => importRun(tx, ctx, params.importId as Uuid, 'register'))
    },
    'exchange.refusals': (database, ctx, { params }) => exportRefusals(database, ctx, params.importId as Uuid, 'register'),
  })
