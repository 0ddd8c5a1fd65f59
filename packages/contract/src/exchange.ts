import { defineRoutes } from './route.ts'

export const exchangeRoutes = defineRoutes({})
