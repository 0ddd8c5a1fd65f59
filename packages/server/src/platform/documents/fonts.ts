import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** The first has every character that a document may hold; the others stand back behind it. */
const FONTS = [
  { file: 'ballast-song', name: 'BallastSong-Regular' },
  { file: 'ballast-title', name: 'BallastTitle-Regular' },
  { file: 'ballast-hei', name: 'BallastHei-Regular' },
] as const
/** The names by which a document knows our fonts. */
export const FONT_NAMES: ReadonlySet<string> = new Set(FONTS.map(({ name }) => name))

export interface DocumentFonts {
  readonly files: readonly Buffer[]
  /** Characters of the text that no font of ours has. */
  missingIn(text: string): string[]
}

/** Reads the fonts that documents are set in. */
export function loadFonts(): DocumentFonts {
  const files = FONTS.map(({ file }) => brotliDecompressSync(readFileSync(join(import.meta.dirname, 'fonts', `${file}.ttf.br`))))
  const ranges = rangesOf(files[0] as Buffer)
  const has = (point: number) => point < 0x20 || ranges.some(({ from, to }) => point >= from && point <= to)
  return {
    files,
    missingIn: (text) => [...new Set(text)].filter((character) => !has(character.codePointAt(0) as number)),
  }
}

interface CharacterRange {
  readonly from: number
  readonly to: number
}

const UNICODE_FULL = 12
const CMAP_ENTRY = 8
const GROUP = 12

/** The characters of a font, from subtable 12 of its `cmap`, which lists them as ranges. */
export function rangesOf(font: Buffer): CharacterRange[] {
  const cmap = tableAt(font, 'cmap')
  const count = font.readUInt16BE(cmap + 2)
  for (let index = 0; index < count; index += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + index * CMAP_ENTRY + 4)
    if (font.readUInt16BE(subtable) !== UNICODE_FULL) continue
    return Array.from({ length: font.readUInt32BE(subtable + 12) }, (_, group) => {
      const at = subtable + 16 + group * GROUP
      return { from: font.readUInt32BE(at), to: font.readUInt32BE(at + 4) }
    })
  }
  throw new Error('the font lists its characters in no table of format 12')
}

function tableAt(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}
