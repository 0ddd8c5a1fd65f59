// What a firm's people may use of its vouchers, and when the firm is told that a budget runs out.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { createClient } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { inProcessFetch } from '../../../platform/in-process.ts'
import type { Database } from '../../../platform/database.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testUser } from '../../../testing/context.ts'
import { testDatabase } from '../../../testing/database.ts'
import { sql } from 'kysely'

let database: Database
let zone: CentreZone
let colleague: Client
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'members', ['c1'])
  zone.fresh(64)
  const { zoneId } = zone.ctx.zone
  await testUser(database, zoneId, { login: 'colleague', role: 'enterprise_reporter', nameZh: '甲同事', enterpriseId: zone.firmId })
  colleague = createClient({ fetch: inProcessFetch(zone.app), headers: () => ({ 'x-ballast-user': 'colleague@members' }) })
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

/** One card for a minute. */
const CARD_MINUTE = 300n * 60n
const submit = (who: Client, voucherId: string, cards: number, limitMinutes: number) =>
  who('compute-job.submit', {
    body: {
      voucherId,
      centreId: zone.centres[0] as Uuid,
      name: '训练',
      cardType: 'A',
      cards,
      limitMinutes,
      template: { kind: 'training', command: 'train' },
    },
  })
const voucherOf = async (voucherId: string) => {
  const { vouchers } = await zone.firm('compute-member.list', {})
  const found = vouchers.find((one) => one.voucherId === voucherId)
  if (found === undefined) throw new Error('no voucher')
  const member = (login: string) =>
    found.members.find((one) => one.login === `${login}@members` || one.login === login) as (typeof found.members)[number]
  return { ...found, member }
}
const share = async (who: Client, voucherId: string, login: string, cardMinutes: bigint | null) => {
  const { userId, version } = (await voucherOf(voucherId)).member(login)
  return who('compute-member.set-share', {
    params: { voucherId, userId },
    body: { share: cardMinutes === null ? null : String(cardMinutes * CARD_MINUTE) },
    ifMatch: version,
  })
}

test('nobody sets his own share, a colleague does; another firm neither sees nor sets it, and it is no more than was granted', async () => {
  const voucherId = await zone.grant('tflops_s', String(CARD_MINUTE * 100n))
  await expect(share(zone.firm, voucherId, 'firm', 10n)).rejects.toMatchObject({
    problem: { reasons: [{ code: 'compute-member.own-share' }] },
  })
  await expect(share(zone.firm, voucherId, 'colleague', 101n)).rejects.toMatchObject({
    problem: { reasons: [{ code: 'compute-member.more-than-granted' }] },
  })
  expect((await zone.otherFirm('compute-member.list', {})).vouchers).toEqual([])
  await expect(share(zone.otherFirm, voucherId, 'colleague', 1n)).rejects.toMatchObject({ problem: { code: 'compute-member.not-found' } })
  await share(zone.firm, voucherId, 'colleague', 10n)
  const { userId } = (await voucherOf(voucherId)).member('colleague')
  const stale = { params: { voucherId, userId }, body: { share: '0' }, ifMatch: '0' }
  await expect(zone.firm('compute-member.set-share', stale)).rejects.toMatchObject({ problem: { code: 'changed-meanwhile' } })
})

test('the firm is told once at 80 and once at 100 percent of a voucher and of a share', async () => {
  const voucherId = await zone.grant('tflops_s', String(CARD_MINUTE * 100n))
  await share(zone.firm, voucherId, 'colleague', 50n)
  const told = async () => {
    const { rows } = await database.system((tx) =>
      sql<{ key: string }>`select event_key as key from notification_event where subject_id = ${voucherId} order by event_key`.execute(tx),
    )
    return rows.map(({ key }) =>
      key
        .replace(voucherId, 'v')
        .split(':')
        .filter((part) => part.length < 20 && !/^\d{5,}$/.test(part))
        .join(' '),
    )
  }
  await submit(colleague, voucherId, 1, 39)
  expect(await told()).toEqual([])
  await submit(colleague, voucherId, 1, 1)
  expect(await told()).toEqual(['member-budget v 80'])
  await submit(colleague, voucherId, 1, 10)
  await submit(zone.firm, voucherId, 1, 30)
  await submit(zone.firm, voucherId, 1, 1)
  expect(await told()).toEqual(['member-budget v 100', 'member-budget v 80', 'voucher-budget v 80'])
  await submit(zone.firm, voucherId, 1, 19)
  expect((await told()).at(0)).toBe('member-budget v 100')
  expect(await told()).toContain('voucher-budget v 100')
})

test('whatever is submitted, cancelled and set at once: what a member commits never grows beyond his share', async () => {
  const doing = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ what: fc.constant('submit' as const), isFirm: fc.boolean(), minutes: fc.integer({ min: 1, max: 30 }) }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const), nth: fc.nat(5) }) },
    {
      weight: 1,
      arbitrary: fc.record({ what: fc.constant('share' as const), of: fc.boolean(), minutes: fc.bigInt({ min: 0n, max: 60n }) }),
    },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(doing, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 6 }), async (batches) => {
      const voucherId = await zone.grant('tflops_s', String(CARD_MINUTE * 100n))
      for (const batch of batches) {
        const before = await voucherOf(voucherId)
        const { rows } = await zone.firm('compute-job.list', { query: { voucherId, limit: 50 } })
        await Promise.allSettled(
          batch.map(async (one): Promise<unknown> => {
            if (one.what === 'submit') return submit(one.isFirm ? zone.firm : colleague, voucherId, 1, one.minutes)
            if (one.what === 'share') return share(one.of ? colleague : zone.firm, voucherId, one.of ? 'firm' : 'colleague', one.minutes)
            const job = rows[one.nth]
            return job === undefined ? undefined : zone.firm('compute-job.cancel', { params: { jobId: job.jobId } })
          }),
        )
        const after = await voucherOf(voucherId)
        const isShareMoved = batch.some(({ what }) => what === 'share')
        for (const login of ['firm', 'colleague']) {
          const [was, is] = [before.member(login), after.member(login)]
          const committed = BigInt(is.held) + BigInt(is.used)
          // A share may be set below what is committed already; from then on nothing is added.
          if (is.share !== null && !isShareMoved && committed > BigInt(was.held) + BigInt(was.used))
            expect(committed).toBeLessThanOrEqual(BigInt(is.share))
        }
        expect(BigInt(after.free)).toBeGreaterThanOrEqual(0n)
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 60_000)
