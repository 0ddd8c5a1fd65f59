import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { defineHandlers, type Upload } from '../../platform/handler.ts'
import {
  cancelImport,
  commitImport,
  exportRefusals,
  exportTemplate,
  importRows,
  importRun,
  listRuns,
  placeOfRuns,
  uploadImport,
} from '../exchange/index.ts'
import { exportReturns } from './export-returns.ts'

const runOf = (database: Database, ctx: Context, importId: Uuid) =>
  database.read(placeOfRuns(ctx, 'returns'), (tx) => importRun(tx, ctx, importId, 'returns'))

export const returnFileHandlers = defineHandlers({
  'return-file.template': (database, ctx, { params }) => exportTemplate(database, ctx, params.month as YearMonth),
  'return-file.export': (database, ctx, { params, query }) =>
    exportReturns(database, ctx, params.month as YearMonth, { ...query, projectId: query.projectId as Uuid | undefined }),
  'return-file.upload': async (database, ctx, { params, upload }) => {
    const given = { resource: 'returns', month: params.month as YearMonth } as const
    return runOf(database, ctx, await uploadImport(database, ctx, given, upload as Upload))
  },
  'return-file.list': (tx, ctx, { query }) => listRuns(tx, ctx, query, 'returns'),
  'return-file.show': (tx, ctx, { params }) => importRun(tx, ctx, params.importId as Uuid, 'returns'),
  'return-file.preview': (tx, ctx, { params, query }) => importRows(tx, ctx, params.importId as Uuid, query, 'returns'),
  'return-file.commit': async (database, ctx, { params, body }) => {
    const importId = params.importId as Uuid
    await commitImport(database, ctx, importId, { ...body, kind: 'returns' })
    return runOf(database, ctx, importId)
  },
  'return-file.cancel': async (database, ctx, { params }) => {
    const importId = params.importId as Uuid
    await cancelImport(database, ctx, importId, 'returns')
    return runOf(database, ctx, importId)
  },
  'return-file.refusals': (database, ctx, { params }) => exportRefusals(database, ctx, params.importId as Uuid, 'returns'),
})
