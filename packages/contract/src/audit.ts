import { defineRoutes } from './route.ts'

export const auditRoutes = defineRoutes({})
