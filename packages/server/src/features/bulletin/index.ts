export { bulletinDrafts, bulletinFiles, hashesOfBulletins } from './bulletin.queries.ts'
