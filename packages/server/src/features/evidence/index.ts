export { evidenceBySubject, evidenceCount, lockEvidence } from './evidence.queries.ts'
export { tidyUploads } from './tidy-uploads.ts'
