import { join } from 'node:path'

export interface Settings {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly allowUnauthenticated: boolean
  readonly logLevel: string
  readonly packDir: string | undefined
  readonly tileUrl: string | undefined
}

const ROOT = join(import.meta.dirname, '../../..')

/** Settings from environment variables; the one place that knows their names. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const text = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  return {
    host: text('HOST') ?? '127.0.0.1',
    port: Number(text('PORT') ?? 8420),
    databaseUrl: text('DATABASE_URL'),
    dataDir: text('BALLAST_DATA_DIR') ?? join(ROOT, 'var'),
    allowUnauthenticated: text('BALLAST_ALLOW_UNAUTHENTICATED') === '1',
    logLevel: text('BALLAST_LOG_LEVEL') ?? 'info',
    packDir: text('BALLAST_PACK') === 'none' ? undefined : (text('BALLAST_PACK') ?? join(ROOT, 'zones/etown-2024')),
    tileUrl: text('BALLAST_TILE_URL'),
  }
}
