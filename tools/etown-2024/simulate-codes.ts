import { creditCodeCheckCharacter, mod1110CheckDigit } from '../../packages/domain/src/shared/codes.ts'

/** There is no area 000000, so that no code of a simulated firm or project can be anybody's. */
const NOWHERE = '000000'
/** As published for the district in which most of the zone lies. */
export const STAT_AREA_CODE = '110115000000'

export function creditCode(ordinal: number): string {
  const first17 = `91${NOWHERE}MN${String(ordinal).padStart(7, '0')}`
  return first17 + creditCodeCheckCharacter(first17)
}

/** @param since the month from which the project is known, "2023-04"; codes of this form are given since November 2020 */
export function projectCode(ordinal: number, since: string): string {
  const yearMonth = since < '2020-12' ? '2012' : since.slice(2, 4) + since.slice(5, 7)
  const digits = `${yearMonth}${NOWHERE}0401${String(ordinal).padStart(5, '0')}`
  const tail = digits.slice(14) + String(mod1110CheckDigit(digits))
  return [yearMonth, NOWHERE, '04', '01', tail].join('-')
}
