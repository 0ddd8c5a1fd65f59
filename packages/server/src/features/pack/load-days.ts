import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'

/** Whoever hands something in does not accept it: the pack is loaded by one and checked by another. */
const CHECKER = { login: 'pack-checker', nameZh: '数据包核定', nameEn: 'Zone pack checker' }

export const onDay = (ctx: Context, businessOn: PlainDate): Context => ({ ...ctx, zone: { ...ctx.zone, businessOn } })
export const asChecker = (ctx: Context): Context => ({ ...ctx, user: { ...ctx.user, ...CHECKER } })
