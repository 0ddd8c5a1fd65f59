import { AREA_TOLERANCE_PPM, areaDifferencePpm } from '@ballast/domain/parcel/area.ts'
import { plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'

const PPM_OF_ONE_PERCENT = 10_000

/** The notice that an official area and the drawn one are too far apart; none when they agree. */
export function areaDifference(officialM2: string, computedM2: string): Reason[] {
  const ppm = areaDifferencePpm(computedM2, officialM2)
  if (ppm <= AREA_TOLERANCE_PPM && ppm >= -AREA_TOLERANCE_PPM) return []
  const percent = (Number(ppm) / PPM_OF_ONE_PERCENT).toFixed(1)
  const params = { computed: plainDecimal(computedM2), official: plainDecimal(officialM2), percent }
  return [{ code: 'parcel.area-differs', params, at: 'areaOfficialM2' }]
}
