import { plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'

/** "531130.00" as "531,130". */
export const drawDecimal = (text: string | null): string => {
  if (text === null) return ''
  const [whole = '', fraction] = plainDecimal(text).split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
