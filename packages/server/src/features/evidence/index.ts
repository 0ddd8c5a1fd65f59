export { evidenceCount } from './evidence.queries.ts'
export { tidyUploads } from './tidy-uploads.ts'
