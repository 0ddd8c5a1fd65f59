import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import type { Locale } from '@ballast/contract/messages.ts'

const FOLDER = join(import.meta.dirname, 'template')
const fileOf = (path: string): Buffer => readFileSync(join(FOLDER, path))

/** How a PDF is set, in Typst. */
export const pdfTemplate = (): string => fileOf('bulletin.typ').toString('utf8')

const WORD_FILES = [
  '[Content_Types].xml',
  '_rels/.rels',
  'word/document.xml',
  'word/settings.xml',
  'word/footer1.xml',
  'word/footer2.xml',
  'word/_rels/document.xml.rels',
] as const
/** The parts of a template keep this time, so that it is the same file wherever it is put together. */
const MADE = new Date('2024-01-01T00:00:00Z')

/** The Word file that is filled: its parts stand in the repository as they are, so that a change of one can be read. */
export const wordTemplate = (locale: Locale): Uint8Array =>
  zipSync(
    {
      ...Object.fromEntries(WORD_FILES.map((path) => [path, fileOf(path)])),
      'word/styles.xml': fileOf(locale === 'en' ? 'word/styles.en.xml' : 'word/styles.xml'),
    },
    { mtime: MADE },
  )
