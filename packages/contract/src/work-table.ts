import { defineRoutes } from './route.ts'

export const workTableRoutes = defineRoutes({})
