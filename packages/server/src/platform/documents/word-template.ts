import { strFromU8, unzipSync } from 'fflate'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { tagsOf } from './word.ts'

/** A template is a few pages without pictures; an office's emblem fits in as well. */
export const MAX_TEMPLATE_BYTES = 4 * 1024 ** 2
const MAX_UNPACKED_BYTES = 24 * 1024 ** 2

interface Wanted {
  /** Every tag that a template can name. */
  readonly known: readonly string[]
  /** Those without which the document would lack something. */
  readonly needed: readonly string[]
}

/** What stands against a Word file as a template, all of it; nothing of it is run, and nothing that it refers to is loaded. */
export function againstTemplate(file: Uint8Array, { known, needed }: Wanted): Reason[] {
  if (file.length > MAX_TEMPLATE_BYTES) return [{ code: 'document.template-too-large' }]
  const files = unpacked(file)
  const document = files?.['word/document.xml']
  if (files === undefined || document === undefined) return [{ code: 'document.template-not-word' }]
  const names = Object.keys(files)
  const texts = names.filter((name) => /\.(xml|rels)$/.test(name)).map((name) => strFromU8(files[name] as Uint8Array))
  const loads = texts.some((text) => /<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*\/hyperlink")/.test(text))
  const reasons = [
    ...(names.some((name) => /vbaProject|\.bin$/i.test(name)) ? [{ code: 'document.template-macros' }] : []),
    ...(texts.some((text) => text.includes('<!DOCTYPE')) || loads ? [{ code: 'document.template-loads' }] : []),
  ]
  if (reasons.length > 0) return reasons
  const tags = tagsIn(file)
  if (tags === undefined) return [{ code: 'document.template-not-word' }]
  const listed = (code: string, missing: readonly string[]): Reason[] =>
    missing.length === 0 ? [] : [{ code, params: { tags: missing.map((tag) => `{{${tag}}}`).join(' ') } }]
  return [
    ...listed(
      'document.template-unknown-tags',
      tags.filter((tag) => !known.includes(tag)),
    ),
    ...listed(
      'document.template-missing-tags',
      needed.filter((tag) => !tags.includes(tag)),
    ),
  ]
}

function unpacked(file: Uint8Array): Record<string, Uint8Array> | undefined {
  let bytes = 0
  try {
    return unzipSync(file, {
      filter: ({ originalSize }) => {
        bytes += originalSize
        if (bytes > MAX_UNPACKED_BYTES) throw new Error('too much is packed in it')
        return true
      },
    })
  } catch {
    return undefined
  }
}

function tagsIn(file: Uint8Array): string[] | undefined {
  try {
    return tagsOf(file)
  } catch {
    return undefined
  }
}
