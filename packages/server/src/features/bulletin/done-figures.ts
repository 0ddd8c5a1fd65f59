import type { Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

interface DoneGroup {
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly month: YearMonth
  readonly fen: Fen
}

/** What was done in the months of a year, by category and cluster; null where the zone has no such figures. */
export interface DoneFigures {
  readonly dispatched: readonly DoneGroup[] | null
  readonly reported: readonly DoneGroup[] | null
}

/** Dispatched 调度数 and reported 纳统数 of a year. A zone that keeps neither has none: nothing is put in their place. */
export const readDoneFigures = async (_tx: ReadTx, _zoneId: Uuid, _year: number): Promise<DoneFigures> => ({
  dispatched: null,
  reported: null,
})
