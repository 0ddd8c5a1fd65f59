import { z } from 'zod'

/** Money on the wire: yuan with two decimals, as text. Sums of it are exact; a float never holds money. */
export const yuan = z
  .string()
  .regex(/^-?\d{1,17}\.\d{2}$/)
  .describe('yuan, two decimals, e.g. "2900000000.00"')
/** Money as people type it: up to two decimals. */
export const yuanInput = z
  .string()
  .regex(/^-?\d{1,17}(\.\d{1,2})?$/, 'request.not-an-amount')
  .describe('yuan, up to two decimals')
/** A ratio as text, e.g. "0.6000"; null when there is nothing to divide by. */
export const ratio = z.string().regex(/^-?\d+\.\d+$/)
export const uuid = z.uuid()
export const plainDate = z.iso.date().describe('YYYY-MM-DD')
export const yearMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'date.not-a-month')
  .describe('YYYY-MM')
export const instant = z.iso.datetime().describe('UTC')
export const year = z.coerce.number().int().min(1990).max(2100)
/** Version of an edited thing; goes back in If-Match. */
export const version = z.string().regex(/^\d+$/)
export const sourceKind = z
  .enum(['public', 'simulated', 'entered'])
  .describe('public: has a citation; simulated: made for the demonstration; entered: by a user')
export type SourceKind = z.infer<typeof sourceKind>
/** Cursor paging: pass `next` of the last answer as `cursor`. */
export const paging = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})
