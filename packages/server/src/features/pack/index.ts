export { checkPack } from './check-pack.ts'
export { loadPack, type LoadedPack } from './load-pack.ts'
