export { acceptPack, registerProject, returnPack, savePack, submitPack } from './change-pack.ts'
export { loadCase } from './load-case.ts'
