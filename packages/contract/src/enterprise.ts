import { defineRoutes } from './route.ts'

export const enterpriseRoutes = defineRoutes({})
