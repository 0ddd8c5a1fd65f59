export { loginTaken, passwordHash, setPassword, type AccountRow } from './account.queries.ts'
export { hashPassword, verifyNothing, verifyPassword } from './password-hash.ts'
export { accountById, createAccount, editAccount } from './save-account.ts'
