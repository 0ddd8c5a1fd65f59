import { defineRoutes } from './route.ts'

export const planEditRoutes = defineRoutes({})
