import { defineRoutes } from './route.ts'

export const savedViewRoutes = defineRoutes({})
