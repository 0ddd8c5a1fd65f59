import { z } from 'zod'
import { BULLETIN_BLOCKS } from '@ballast/domain/bulletin/blocks.ts'
import { bulletinFigures } from './bulletin-figures.ts'
import { bulletinLayout } from './bulletin-layout.ts'
import { LOCALES } from './messages.ts'
import { OFFICE, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version, year, yearMonth } from './scalars.ts'
import { flag } from './list.ts'

/** Who words a bulletin. */
const EDITORS: Rights = { administrator: 'zone', planner: 'zone', statistics_officer: 'zone' }
/** Who lets it out, and takes it back. */
const ISSUERS: Rights = { administrator: 'zone', planner: 'zone' }

const bulletinId = z.object({ bulletinId: uuid })
const language = z.enum(LOCALES)
const block = z.enum(BULLETIN_BLOCKS)
export const BULLETIN_FORMATS = ['pdf', 'docx'] as const
export type BulletinFormat = (typeof BULLETIN_FORMATS)[number]
const reason = z.object({ reason: z.string().trim().min(1).max(500) })
const deed = z.object({ by: z.string(), at: instant })

const row = z.object({
  bulletinId: uuid,
  version,
  month: yearMonth,
  status: z.enum(['draft', 'issued', 'replaced', 'withdrawn']).describe('replaced: a later edition of it is issued'),
  year: z.number().int(),
  number: z.number().int().nullable().describe('〔year〕第 number 期; null: not issued yet'),
  edition: z.number().int().describe('1, or more for a correction; all editions of a month have one number'),
  replacesId: uuid.nullable(),
  correctionReason: z.string().nullable(),
  figuresAt: instant.describe('when its figures were read'),
  drafted: deed,
  issued: deed.extend({ on: plainDate }).nullable(),
  withdrawn: deed.extend({ reason: z.string() }).nullable(),
  isSimulated: z.boolean().describe('holds simulated figures'),
})
export type BulletinRow = z.infer<typeof row>

const blockText = z.object({
  block,
  language,
  version: version.describe('0: nobody has edited it'),
  text: z.string(),
  drafted: z.string().describe('what the rules write from the figures of the bulletin'),
  isEdited: z.boolean(),
  edited: deed.nullable(),
  isDraftedAnew: z.boolean().describe('edited, and the rules would write something else now than they did then'),
  changes: z
    .array(z.object({ from: z.string(), to: z.string().nullable() }))
    .describe('figures in the edited text that have changed since it was edited'),
})
export type BulletinBlockText = z.infer<typeof blockText>

const file = z.object({
  format: z.enum(BULLETIN_FORMATS),
  language,
  fileName: z.string(),
  byteSize: z.number().int(),
  sha256: z.string(),
})

const bulletin = z.object({
  ...row.shape,
  figures: bulletinFigures,
  layout: bulletinLayout.describe('in the language of the query'),
  blocks: z.array(blockText),
  editions: z.array(row).describe('of the same month, oldest first'),
  files: z.array(file).describe('as issued; none of a draft'),
  areFiguresOld: z.boolean().describe('of a draft: reading them now gives other figures'),
})
export type Bulletin = z.infer<typeof bulletin>

export const bulletinRoutes = defineRoutes({
  'bulletin.list': {
    method: 'GET',
    path: '/api/v1/bulletins',
    rights: OFFICE,
    query: z.object({ year: year.optional().describe('the latest that has one, or the year of the business date') }),
    response: z.object({
      year: z.number().int(),
      years: z.array(z.number().int()),
      rows: z.array(row).describe('the latest month first; drafts only for whoever words them'),
      openMonths: z.array(yearMonth).describe('months of the year without a bulletin, up to the business date'),
    }),
    summary: { zh: '月报列表', en: 'Monthly bulletins of a year' },
  },
  'bulletin.show': {
    method: 'GET',
    path: '/api/v1/bulletins/{bulletinId}',
    rights: OFFICE,
    params: bulletinId,
    query: z.object({ language: language.optional().describe('of the layout; that of the request when missing') }),
    response: bulletin,
    summary: { zh: '一期月报：数据、版面、文字', en: 'One bulletin: figures, layout and texts' },
  },
  'bulletin.draft': {
    method: 'POST',
    path: '/api/v1/bulletins',
    rights: EDITORS,
    body: z.strictObject({ month: yearMonth }),
    response: bulletin,
    summary: { zh: '起草月报', en: 'Draft the bulletin of a month' },
  },
  'bulletin.correct': {
    method: 'POST',
    path: '/api/v1/bulletins/{bulletinId}/corrections',
    rights: EDITORS,
    params: bulletinId,
    body: reason.strict(),
    response: bulletin,
    summary: { zh: '起草更正版（须说明更正原因）', en: 'Draft a corrected edition of an issued bulletin, with a reason' },
  },
  'bulletin.edit-block': {
    method: 'PATCH',
    path: '/api/v1/bulletins/{bulletinId}/blocks/{block}/{language}',
    rights: EDITORS,
    params: bulletinId.extend({ block, language }),
    body: z.strictObject({ text: z.string().trim().max(8000) }),
    ifMatch: true,
    response: bulletin,
    summary: { zh: '修改一段文字', en: 'Word one text of a draft' },
  },
  'bulletin.reset-block': {
    method: 'DELETE',
    path: '/api/v1/bulletins/{bulletinId}/blocks/{block}/{language}',
    rights: EDITORS,
    params: bulletinId.extend({ block, language }),
    ifMatch: true,
    response: bulletin,
    summary: { zh: '恢复自动生成的文字', en: 'Take the drafted text again' },
  },
  'bulletin.refresh': {
    method: 'POST',
    path: '/api/v1/bulletins/{bulletinId}/figures',
    rights: EDITORS,
    params: bulletinId,
    ifMatch: true,
    response: bulletin,
    summary: { zh: '更新草案数据', en: 'Read the figures of a draft anew' },
  },
  'bulletin.discard': {
    method: 'DELETE',
    path: '/api/v1/bulletins/{bulletinId}',
    rights: EDITORS,
    params: bulletinId,
    ifMatch: true,
    response: z.object({}),
    summary: { zh: '放弃草案', en: 'Discard a draft' },
  },
  'bulletin.issue': {
    method: 'POST',
    path: '/api/v1/bulletins/{bulletinId}/issue',
    rights: ISSUERS,
    params: bulletinId,
    ifMatch: true,
    response: bulletin,
    transaction: 'none',
    summary: { zh: '签发月报：编号、生成 Word 与 PDF、定稿', en: 'Issue a bulletin: it gets its number, its files, and is frozen' },
  },
  'bulletin.withdraw': {
    method: 'POST',
    path: '/api/v1/bulletins/{bulletinId}/withdrawal',
    rights: ISSUERS,
    params: bulletinId,
    body: reason.strict(),
    response: bulletin,
    summary: { zh: '撤回已签发的月报（须说明原因，不删除）', en: 'Withdraw an issued bulletin, with a reason; it is kept' },
  },
  'bulletin.file': {
    method: 'GET',
    path: '/api/v1/bulletins/{bulletinId}/file',
    rights: OFFICE,
    params: bulletinId,
    query: z.object({
      format: z.enum(BULLETIN_FORMATS),
      language: language.optional(),
      show: flag.optional().describe('PDF: in the browser instead of as a download'),
    }),
    response: 'file',
    transaction: 'none',
    summary: { zh: '下载月报（Word 或 PDF）', en: 'A bulletin as Word or PDF' },
  },
})
