import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { EdgeContext, ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { findZone } from '../session/index.ts'
import { LOGOUT_TOKEN_SECONDS, type IdentityProvider } from './identity-provider.ts'
import { endProviderSessions, spendLogoutToken } from './oidc.queries.ts'

const FORGET_MS = 2 * LOGOUT_TOKEN_SECONDS * 1000

/** Ends the sessions of a sign-in that has ended at the provider. The same token again is refused; nothing to end is no fault. */
export async function endSignIn(database: Database, edge: EdgeContext, provider: IdentityProvider, token: string): Promise<ZoneContext> {
  const { clock } = edge
  const zone = await database.system((tx) => findZone(tx, provider.settings.zone))
  if (!zone) throw new Refusal('session.no-zone')
  const ended = await provider.readLogoutToken(token, clock.milliseconds())
  await database.write(zone.zoneId, async (tx) => {
    const forgetBefore = instantAt(clock.milliseconds() - FORGET_MS)
    const isNew = await spendLogoutToken(tx, zone.zoneId, ended, { now: clock.now(), forgetBefore })
    if (!isNew) throw new Refusal('oidc.logout-token-refused')
    for (const { sessionId, userId, login, nameZh } of await endProviderSessions(tx, zone.zoneId, ended, clock.now())) {
      const user = { userId, login, nameZh, nameEn: nameZh, grants: [], bureauCode: null, enterpriseId: null, mustChangePassword: false }
      const entry = { action: 'oidc.log-out', subjectType: 'session', subjectId: sessionId, after: { login, issuer: ended.issuer } }
      await recordAudit(tx, { ...edge, zone, user }, entry)
    }
  })
  return zone
}
