import { join } from 'node:path'
import { clamdAt } from './clamd.ts'
import type { FileKeeping } from './file-keeping.ts'
import { folderStore } from './folder-store.ts'
import { partFolder } from './part-folder.ts'
import { s3Store, type S3Settings } from './s3-store.ts'

interface Wanted {
  readonly dataDir: string
  readonly evidence: {
    readonly s3: S3Settings | undefined
    readonly maxBytes: number
    readonly alsoAllowed: readonly string[]
    readonly clamd: string | undefined
    readonly takesUnscanned: boolean
  }
}

/** The file store, the scanner and the limits of the settings. Nothing is opened or made until the first file comes. */
export function fileKeepingOf({ dataDir, evidence }: Wanted): FileKeeping {
  const folder = join(dataDir, 'evidence')
  return {
    store: evidence.s3 === undefined ? folderStore(folder) : s3Store(evidence.s3),
    parts: partFolder(join(folder, 'parts')),
    maxBytes: evidence.maxBytes,
    alsoAllowed: new Set(evidence.alsoAllowed),
    scanner: evidence.clamd === undefined ? undefined : clamdAt(evidence.clamd),
    takesUnscanned: evidence.takesUnscanned,
  }
}
