export { editProject } from './edit-project.ts'
export { projectSelection, selectProjectIds } from './list-projects.ts'
export { readProjectRows, saveProjects } from './save-projects.ts'
export { planVersionOf } from './project-list.view.ts'
