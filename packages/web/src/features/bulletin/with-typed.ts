import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'
import type { BulletinBlock } from '@ballast/domain/bulletin/blocks.ts'

/** What is typed and not saved yet, by block. */
export type Typed = Readonly<Partial<Record<BulletinBlock, string>>>

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The paper with what is being typed, so that one sees it while typing. The signer's line is worded by the server. */
export function withTyped(layout: BulletinLayout, typed: Typed): BulletinLayout {
  return {
    ...layout,
    issuer: typed.issuer === undefined ? layout.issuer : lines(typed.issuer).join(' '),
    distribution: typed.distribution === undefined ? layout.distribution : lines(typed.distribution),
    sections: layout.sections.map((section) => ({
      ...section,
      parts: section.parts.map((part) => {
        const text = part.kind === 'paragraphs' ? typed[part.block] : undefined
        return part.kind === 'paragraphs' && text !== undefined ? { ...part, texts: lines(text) } : part
      }),
    })),
  }
}
