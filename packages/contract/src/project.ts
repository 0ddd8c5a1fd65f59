import { defineRoutes } from './route.ts'

export const projectRoutes = defineRoutes({})
