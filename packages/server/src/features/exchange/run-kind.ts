import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Place } from '../../platform/database.ts'
import { placeOf } from '../../platform/scope.ts'
import type { Resource } from './sheet.ts'

/** Registers and plans are the office's and imported in the whole zone; returns are imported by whoever fills them in, in his reach. */
export type RunKind = 'register' | 'returns'
export interface RunOf {
  readonly importId: Uuid
  readonly kind: RunKind
}
export const kindOf = (resource: Resource): RunKind => (resource === 'returns' ? 'returns' : 'register')

export const placeOfRuns = (ctx: Context, kind: RunKind): Place =>
  kind === 'returns' ? placeOf(ctx, 'return-file.upload') : ctx.zone.zoneId

/** The name of a run's job; whose run it is not, does not know it. */
export const jobOf = (ctx: Pick<Context, 'user'>, { importId, kind }: RunOf): string =>
  kind === 'returns' ? `${ctx.user.userId} ${importId}` : importId
