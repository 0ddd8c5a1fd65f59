/** The three lists that a quarter's drive protects: key items, works that go on to completion, what people need (重点推进、续建促竣工、民生实事). */
export const QUARTER_LISTS = ['key', 'completing', 'livelihood'] as const
export type QuarterList = (typeof QUARTER_LISTS)[number]

/** A project stands on a list by this tag: so a list is changed wherever tags are, on a page, in the work table or by a workbook. */
export const QUARTER_LIST_TAGS: Readonly<Record<QuarterList, string>> = {
  key: '重点推进',
  completing: '续建促竣工',
  livelihood: '民生实事',
}
