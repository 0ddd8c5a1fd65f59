import type { BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { BulletinLayout, BulletinPart } from '@ballast/contract/bulletin-layout.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { DocumentTask } from '../../platform/documents/make-documents.ts'
import type { WordPart, WordTask } from '../../platform/documents/word.ts'
import { pdfTemplate } from './bulletin-template.ts'

/** What has to be done to have the layout as a file. */
export function documentOf(layout: BulletinLayout, format: BulletinFormat, at: Instant, template: Uint8Array): DocumentTask {
  return format === 'pdf' ? { format, template: pdfTemplate(), content: layout, at } : { format, template, ...wordContent(layout), at }
}

export function wordContent(layout: BulletinLayout): Pick<WordTask, 'texts' | 'parts'> {
  const { masthead, number, issuer, date, signer, title, basis, notices, distribution, sections, appendices } = layout
  const headed = (style: string) => (section: { heading: string; parts: readonly BulletinPart[] }) => [
    text(style, section.heading),
    ...section.parts.flatMap(wordParts),
  ]
  return {
    texts: { masthead, number, issuer, date, signer: signer ?? '', basis },
    parts: {
      title: title.map((line) => text('BulletinTitle', line)),
      notices: notices.map((notice) => text('BulletinNotice', notice)),
      body: sections.flatMap(headed('BulletinHeading')),
      appendices: appendices.flatMap(headed('BulletinAppendix')),
      distribution: distribution.map((line) => text('BulletinDistribution', line)),
    },
  }
}

const text = (style: string, words: string): WordPart => ({ kind: 'text', style, text: words })

function wordParts(part: BulletinPart): WordPart[] {
  if (part.kind === 'paragraphs') return part.texts.map((words) => text('BulletinText', words))
  return [
    text('BulletinCaption', part.caption),
    ...(part.unit === null ? [] : [text('BulletinUnit', part.unit)]),
    part,
    // Word joins two tables without a paragraph between them.
    text('BulletinNote', part.note ?? ''),
  ]
}
