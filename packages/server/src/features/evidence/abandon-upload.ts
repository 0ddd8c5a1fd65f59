import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { placeOf } from '../../platform/scope.ts'
import { filesOf, uploadOf } from './begin-upload.ts'
import { deleteUpload } from './evidence.queries.ts'
import { turns } from './turns.ts'

/** Gives an upload up; evidence that it became stays. */
export const abandonUpload = (database: Database, ctx: Context, uploadId: Uuid): Promise<void> =>
  turns.take(uploadId, async () => {
    await database.write(placeOf(ctx, 'evidence.abandon-upload'), async (tx) => {
      await uploadOf(tx, ctx, uploadId)
      await deleteUpload(tx, ctx.zone.zoneId, uploadId)
    })
    await filesOf(ctx).parts.remove(uploadId)
  })
