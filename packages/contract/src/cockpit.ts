import { defineRoutes } from './route.ts'

export const cockpitRoutes = defineRoutes({})
