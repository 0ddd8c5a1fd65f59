/** What a file can be evidence of. */
export const EVIDENCE_SUBJECTS = ['project', 'gate', 'condition', 'return', 'land-payment', 'fund-movement'] as const
export type EvidenceSubject = (typeof EVIDENCE_SUBJECTS)[number]
