export { readProjectRows, saveProjects } from './save-projects.ts'
