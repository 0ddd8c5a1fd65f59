import type { Reason } from '../shared/refusal.ts'

const MIN_LENGTH = 10
const MIN_CLASSES = 3
const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

/** All that speaks against a password: too short, of too few kinds of characters, or containing the login. */
export function passwordFaults(password: string, login: string): Reason[] {
  const reasons: Reason[] = []
  if (password.length < MIN_LENGTH) reasons.push({ code: 'password.too-short', params: { least: MIN_LENGTH } })
  if (CLASSES.filter((kind) => kind.test(password)).length < MIN_CLASSES) {
    reasons.push({ code: 'password.too-uniform', params: { least: MIN_CLASSES } })
  }
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) reasons.push({ code: 'password.contains-login' })
  return reasons
}
