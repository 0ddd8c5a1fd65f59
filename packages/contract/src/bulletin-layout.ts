import { z } from 'zod'
import { BULLETIN_BLOCKS } from '@ballast/domain/bulletin/blocks.ts'

const cell = z.string()
const table = z.object({
  kind: z.literal('table'),
  caption: z.string(),
  unit: z.string().nullable().describe('of its amounts'),
  columns: z.array(z.object({ title: z.string(), align: z.enum(['left', 'center', 'right']), share: z.number().describe('of the width') })),
  rows: z.array(
    z.object({ cells: z.array(cell), isTotal: z.boolean(), level: z.number().int().describe('how far the first cell is set in') }),
  ),
  note: z.string().nullable(),
})
export type BulletinTable = z.infer<typeof table>

const chart = z.object({
  kind: z.literal('chart'),
  id: z.string(),
  caption: z.string(),
  unit: z.string(),
  direction: z.enum(['columns', 'bars']).describe('columns stand, bars lie'),
  labels: z.array(z.string()),
  series: z.array(
    z.object({
      name: z.string(),
      color: z.string(),
      values: z.array(z.number().nullable()).describe('for the length of a bar only'),
      texts: z.array(z.string().nullable()),
    }),
  ),
  ticks: z.array(z.object({ at: z.number(), text: z.string() })),
  note: z.string().nullable(),
})
export type BulletinChart = z.infer<typeof chart>

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraphs'), block: z.enum(BULLETIN_BLOCKS), texts: z.array(z.string()) }),
  table,
  chart,
])
export type BulletinPart = z.infer<typeof part>

/** What stands on the paper, in its order: Word, PDF and the page on the screen are drawn from this and from nothing else. */
export const bulletinLayout = z.object({
  locale: z.enum(['zh-CN', 'en']),
  masthead: z.string(),
  number: z.string(),
  issuer: z.string(),
  date: z.string(),
  signer: z.string().nullable(),
  title: z.array(z.string()).describe('its lines'),
  notices: z.array(z.string()).describe('draft, simulated, correction'),
  sections: z.array(z.object({ heading: z.string(), parts: z.array(part) })),
  appendices: z.array(z.object({ heading: z.string(), parts: z.array(part) })),
  basis: z.string().describe('which plan, which day'),
  distribution: z.array(z.string()),
  footer: z.object({ before: z.string(), after: z.string() }).describe('around the number of the page'),
})
export type BulletinLayout = z.infer<typeof bulletinLayout>
