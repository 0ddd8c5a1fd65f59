/** The parts of a bulletin that a person can word; the first five open a section each. */
export const BULLETIN_BLOCKS = ['overview', 'clusters', 'projects', 'warnings', 'next', 'issuer', 'signer', 'distribution'] as const
export type BulletinBlock = (typeof BULLETIN_BLOCKS)[number]

/** A text made by rule, and the figures in it as they are written there, by what they say. */
export interface DraftedText {
  readonly text: string
  readonly values: Readonly<Record<string, string>>
}

export interface ChangedValue {
  readonly from: string
  /** Null: nothing is said of it any more. */
  readonly to: string | null
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Whether the figure stands in the text by itself, not as a part of a longer number. */
export const holdsFigure = (text: string, figure: string): boolean =>
  new RegExp(`(?<![\\d.,])${escaped(figure)}(?![\\d]|[.,]\\d)`, 'u').test(text)

/**
 * The figures of an edited text that are no longer what the rules would write: `before` is what they wrote when somebody edited it,
 * `now` what they write today. A figure that the editor took out does not count.
 */
export function changedValues(
  text: string,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): ChangedValue[] {
  const changes = Object.entries(before)
    .filter(([key, from]) => now[key] !== from && holdsFigure(text, from))
    .map(([key, from]) => ({ from, to: now[key] ?? null }))
  return changes.filter((change, index) => changes.findIndex(({ from, to }) => from === change.from && to === change.to) === index)
}
