import type { Role } from '@ballast/contract/roles.ts'
import { type Locale } from '@ballast/contract/messages.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { AuditHeads } from './audit-heads.ts'
import type { AuditKey, AuditKeys } from './audit-key.ts'
import type { Clock } from './clock.ts'

export interface ZoneContext {
  readonly zoneId: Uuid
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Fixed business date of a demonstration, or null for the real date. */
  readonly businessOn: PlainDate | null
  readonly projectedEpsg: number
}

export interface UserContext {
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly role: Role
}

/** Who acts, for which zone, when and in which language. Made at the edge, passed to every use case. */
export interface Context {
  readonly zone: ZoneContext
  readonly user: UserContext
  readonly locale: Locale
  readonly requestId: string
  readonly clock: Clock
  readonly auditKey: AuditKey
  /** For verification; none in work that does not come through the edge. */
  readonly auditKeys?: AuditKeys | undefined
  readonly auditHeads?: AuditHeads | undefined
}

export const businessDate = (ctx: Context): PlainDate => ctx.zone.businessOn ?? ctx.clock.today()

export const mayDo = (role: Role, action: RouteId): boolean => (routes[action].roles as readonly Role[]).includes(role)

/** Refuses unless the user's role may do the action. */
export function requireAction(ctx: Context, action: RouteId): void {
  if (!mayDo(ctx.user.role, action)) {
    throw new Refusal('action.forbidden', [{ code: 'action.forbidden', params: { action, role: ctx.user.role } }])
  }
}
