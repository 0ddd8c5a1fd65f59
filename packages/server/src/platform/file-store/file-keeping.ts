import type { FileStore } from './file-store.ts'
import type { PartFolder } from './part-folder.ts'
import type { Scanner } from './clamd.ts'

/** Where uploaded files are kept, and what is taken. */
export interface FileKeeping {
  readonly store: FileStore
  readonly parts: PartFolder
  readonly maxBytes: number
  /** Extensions of kinds that are taken only when they are asked for. */
  readonly alsoAllowed: ReadonlySet<string>
  readonly scanner: Scanner | undefined
  /** A file is taken also when the scanner does not answer. */
  readonly takesUnscanned: boolean
}
