import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKey } from './audit-key.ts'
import type { Clock } from './clock.ts'
import type { Context, ZoneContext } from './context.ts'

/** The platform itself, which acts when nobody asks. */
export const PLATFORM = {
  userId: '00000000-0000-0000-0000-000000000000' as Uuid,
  login: 'system',
  nameZh: '系统',
  nameEn: 'system',
  grants: [],
  bureauCode: null,
  enterpriseId: null,
  mustChangePassword: false,
} satisfies Context['user']

/** @param requestId what the platform is doing, for the log */
export const platformContext = (
  { clock, auditKey, zone }: { readonly clock: Clock; readonly auditKey: AuditKey; readonly zone: ZoneContext },
  requestId: string,
): Context => ({ locale: 'zh-CN', requestId, clock, auditKey, zone, user: PLATFORM })
