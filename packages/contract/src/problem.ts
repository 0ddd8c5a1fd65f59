import { z } from 'zod'

/** RFC 9457 problem document. `code` is stable; `title` and `message` are in the caller's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  reasons: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      at: z.string().optional(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
  requestId: z.string(),
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof problem>
