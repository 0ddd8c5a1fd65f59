import { ADMINISTRATORS } from './roles.ts'
import { defineRoutes } from './route.ts'

export const operationsRoutes = defineRoutes({
  'operations.backup': {
    method: 'GET',
    path: '/api/v1/backup',
    rights: ADMINISTRATORS,
    byToken: 'named',
    response: 'file',
    transaction: 'none',
    summary: { zh: '备份本开发区（不含审计密钥）', en: 'Back the zone up, without the audit key' },
  },
})
