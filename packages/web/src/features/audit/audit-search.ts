import { z } from 'zod'
import { auditFilter } from '@ballast/contract/audit.ts'

/** The address of the page: the filter, and the entry that is open. */
export const auditSearch = auditFilter.extend({ q: z.coerce.string().max(200).optional(), entry: z.uuid().optional() })
export type AuditSearch = z.output<typeof auditSearch>
export type AuditSearchChange = Partial<z.input<typeof auditSearch>>

export const NO_FILTER = Object.fromEntries(Object.keys(auditFilter.shape).map((key) => [key, undefined])) as AuditSearchChange
