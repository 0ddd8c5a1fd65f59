export { enterpriseIdsByName } from './enterprise.queries.ts'
export { selectEnterpriseIds } from './list-enterprises.ts'
export { readEnterpriseRows, saveEnterprises } from './save-enterprises.ts'
