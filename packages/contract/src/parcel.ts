import { defineRoutes } from './route.ts'

export const parcelRoutes = defineRoutes({})
