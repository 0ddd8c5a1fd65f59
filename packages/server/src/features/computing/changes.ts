import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'

interface Watcher {
  readonly zoneId: Uuid
  /** Null: of every enterprise. */
  readonly enterpriseId: Uuid | null
  readonly heard: () => void
  readonly ended: () => void
}

/** Tells whoever watches in this process that something of an enterprise's jobs has changed; what, he reads himself. */
interface Changes {
  tell(zoneId: Uuid, enterpriseId: Uuid): void
  /** @returns how to stop */
  watch(zoneId: Uuid, enterpriseId: Uuid | null, heard: () => void, ended: () => void): () => void
  /** The process ends: so does every watch. */
  end(): void
}

const known = new WeakMap<Database, Changes>()

export function changesOf(database: Database): Changes {
  let found = known.get(database)
  if (found === undefined) {
    const watchers = new Set<Watcher>()
    found = {
      tell: (zoneId, enterpriseId) => {
        for (const watcher of watchers) {
          if (watcher.zoneId === zoneId && (watcher.enterpriseId === null || watcher.enterpriseId === enterpriseId)) watcher.heard()
        }
      },
      watch: (zoneId, enterpriseId, heard, ended) => {
        const watcher = { zoneId, enterpriseId, heard, ended }
        watchers.add(watcher)
        return () => void watchers.delete(watcher)
      },
      end: () => {
        for (const watcher of watchers) watcher.ended()
      },
    }
    known.set(database, found)
  }
  return found
}
