export { passwordHash, setPassword } from './account.queries.ts'
export { hashPassword, verifyNothing, verifyPassword } from './password-hash.ts'
export { createAccount } from './save-account.ts'
