/** Pixels that a text takes at the tables' size: a Chinese character is about twice as wide as a Latin letter. */
export const textWidth = (text: string): number => text.split('').reduce((sum, letter) => sum + (letter > '\u2e7f' ? 14.5 : 8.2), 0)

/** Width of a drop-down that shows its label and a count. */
export const widthOfLabel = (label: string): number => Math.max(104, Math.ceil(textWidth(label)) + 56)
