export { readEnterpriseRows, saveEnterprises } from './save-enterprises.ts'
