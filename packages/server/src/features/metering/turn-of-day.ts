import { addDays, daysBetween } from '@ballast/domain/shared/time.ts'
import { businessDate } from '../../platform/context.ts'
import { contractEndingNotice, endingContracts } from '../computing/index.ts'
import { notifyAll } from '../notification/index.ts'
import { endingVouchers, expireVouchers, quotaEndingNotice } from '../voucher/index.ts'
import { contextOf, type Metering } from './metering.ts'

/** A firm is told so many days ahead, once for each. */
const AHEAD = [7, 30] as const

/**
 * What a day of a zone begins with: what ended yesterday expires, holds that have lapsed go back, and firms hear what ends soon. A day
 * on which nobody did so is made up for on the next; done again it does nothing.
 */
export async function turnOfDay(given: Pick<Metering, 'database' | 'clock' | 'auditKey' | 'zone'>): Promise<void> {
  const ctx = contextOf(given)
  const { zoneId } = given.zone
  const today = businessDate(ctx)
  const days = { from: today, to: addDays(today, Math.max(...AHEAD)) }
  await given.database.write(zoneId, async (tx) => {
    await expireVouchers(tx, ctx)
    const vouchers = await endingVouchers(tx, zoneId, days)
    const contracts = await endingContracts(tx, zoneId, days)
    await notifyAll(tx, ctx, [
      ...vouchers.map((one) => quotaEndingNotice(one, ahead(daysBetween(today, one.untilOn)))),
      ...contracts.map((one) => contractEndingNotice(one, ahead(daysBetween(today, one.untilOn)))),
    ])
  })
}

const ahead = (left: number): number => AHEAD.find((days) => left <= days) ?? left
