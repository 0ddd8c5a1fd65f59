/** Outcome of a check of an official code; 'legacy' is accepted but cannot be checked. */
export type CodeCheck = 'valid' | 'legacy' | 'bad-form' | 'bad-check-digit'

const PROJECT_CODE = /^\d{2}(0[1-9]|1[0-2])-\d{6}-\d{2}-\d{2}-\d{6}$/
const LEGACY_PROJECT_CODE = /^\d{4}-\d{6}-\d{2}-\d{2}-\d{5,6}$/

/** ISO 7064 MOD 11,10 check digit over a string of digits. */
export function mod1110CheckDigit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10
}

/**
 * National code of a fixed-asset investment project, GB/T 40058-2021: YYMM-RRRRRR-DD-TT-NNNNNC. The check digit's rule is
 * inferred from real codes. Codes given before 2020-11 (YYYY-RRRRRR-DD-TT-NNNNN[N]) are legacy.
 */
export function checkProjectCode(code: string): CodeCheck {
  if (PROJECT_CODE.test(code)) {
    const digits = code.replaceAll('-', '')
    if (mod1110CheckDigit(digits.slice(0, 19)) === Number(digits[19])) return 'valid'
    return isLegacyYear(code) ? 'legacy' : 'bad-check-digit'
  }
  return LEGACY_PROJECT_CODE.test(code) && isLegacyYear(code) ? 'legacy' : 'bad-form'
}

/** Legacy codes begin with a full year; the form of today begins with a two-digit year of 2020 or later and a month. */
const isLegacyYear = (code: string): boolean => /^20(1\d|20)-/.test(code)

const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Check character of the first 17 characters of a unified social credit code, GB 32100-2015. */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0
  let weight = 1
  for (const character of first17) {
    sum += CREDIT_CODE_ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_CODE_ALPHABET[(31 - (sum % 31)) % 31] as string
}

/** Unified social credit code (统一社会信用代码), GB 32100-2015. Real codes that fail the check exist, so the caller may overrule. */
export function checkCreditCode(code: string): Exclude<CodeCheck, 'legacy'> {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return 'bad-form'
  return creditCodeCheckCharacter(code.slice(0, 17)) === code[17] ? 'valid' : 'bad-check-digit'
}

/** Real-estate unit code (不动产单元号), GB/T 37346-2019, with or without the fixture part. */
export const isCadastralCode = (code: string): boolean => /^\d{12}[GJZ][ABSXCDEFHGWY]\d{5}([FLQW]\d{8})?$/.test(code)

/** GB/T 4754-2017 class: section letter and four digits. */
export const isIndustryCode = (code: string): boolean => /^[A-T]\d{4}$/.test(code)
