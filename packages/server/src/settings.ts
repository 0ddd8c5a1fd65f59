import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { evidenceSettingsFrom, type EvidenceSettings } from './evidence-settings.ts'
import type { IdentityProviderSettings } from './features/oidc/index.ts'
import { identityProviderFrom } from './oidc-settings.ts'
import { outgoingSettingsFrom, type OutgoingSettings } from './outgoing-settings.ts'

export interface Settings {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  /** Where people reach the app, when a proxy stands before it. */
  readonly publicUrl: string | undefined
  /** Addresses of proxies whose word on the caller's address counts. */
  readonly trustedProxies: readonly string[]
  readonly acceptNewAuditKey: boolean
  readonly logLevel: string
  /** JSON lines for a machine; else one short line for a person at a terminal. */
  readonly logAsJson: boolean
  readonly packDir: string | undefined
  /** Whether a start begins the forecasts of closed months that were never made. */
  readonly forecastsMissing: boolean
  readonly tileUrl: string | undefined
  readonly evidence: EvidenceSettings
  readonly outgoing: OutgoingSettings
  /** By which people sign in beside passwords. */
  readonly identityProvider: IdentityProviderSettings | undefined
  /** What a name of the environment holds, for keys of computing centres that are kept there. */
  readonly secret: (name: string) => string | undefined
}

const ROOT = join(import.meta.dirname, '../../..')
const LOG_LEVELS = new Set(['trace', 'debug', 'info', 'warn', 'error', 'silent'])

/** Settings from environment variables; the one place that knows their names. Refuses with every setting that is wrong. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>, { isTerminal }: { isTerminal: boolean }): Settings {
  const text = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  const port = text('PORT') ?? '8420'
  const databaseUrl = text('DATABASE_URL')
  const log = text('BALLAST_LOG')
  const tileUrl = text('BALLAST_TILE_URL')
  const pack = text('BALLAST_PACK')
  const publicUrl = text('BALLAST_PUBLIC_URL')
  const reasons: Reason[] = []
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) reasons.push({ code: 'settings.port', params: { value: port } })
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) reasons.push({ code: 'settings.database-url' })
  if (log !== undefined && !LOG_LEVELS.has(log)) reasons.push({ code: 'settings.log', params: { value: log } })
  if (tileUrl !== undefined && !URL.canParse(tileUrl)) reasons.push({ code: 'settings.tile-url', params: { value: tileUrl } })
  if (publicUrl !== undefined && !/^https?:\/\/[^/]+\/?$/.test(publicUrl))
    reasons.push({ code: 'settings.public-url', params: { value: publicUrl } })
  if (pack !== undefined && pack !== 'none' && !existsSync(pack)) reasons.push({ code: 'settings.pack', params: { value: pack } })
  const identityProvider = identityProviderFrom(text, publicUrl, reasons)
  const evidence = evidenceSettingsFrom(text, reasons)
  const outgoing = outgoingSettingsFrom(text, reasons)
  refuseIfAny('settings.invalid', reasons)
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: Number(port),
    databaseUrl,
    dataDir: text('BALLAST_DATA_DIR') ?? join(ROOT, 'var'),
    publicUrl,
    trustedProxies: (text('BALLAST_TRUSTED_PROXIES') ?? '').split(',').flatMap((item) => (item.trim() === '' ? [] : [item.trim()])),
    acceptNewAuditKey: text('BALLAST_ACCEPT_NEW_AUDIT_KEY') === '1',
    logLevel: log ?? (isTerminal ? 'warn' : 'info'),
    logAsJson: log !== undefined || !isTerminal,
    packDir: pack === 'none' ? undefined : (pack ?? join(ROOT, 'zones/etown-2024')),
    forecastsMissing: text('BALLAST_FORECAST_AT_START') !== '0',
    tileUrl,
    evidence,
    outgoing,
    identityProvider,
    secret: text,
  }
}

export const isPostgresUrl = (text: string): boolean => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)

/** Where a database is, without its password. */
export function databasePlace(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port === '' ? '5432' : port}${pathname}`
}
