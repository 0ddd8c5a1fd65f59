export { bulletinFiles, hashesOfBulletins } from './bulletin.queries.ts'
