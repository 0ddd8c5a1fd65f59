// A voucher zone with something in it: terms, a price, pools, an application that waits and two that were granted, metered use.
import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { as, type RunningApp } from './harness.ts'

interface Application {
  applicationId: string
  version: string
  enterpriseId: string
  voucherId: string
}
const run = { centre: 'c1', cardType: '昇腾 910B', cards: 8, endState: 'completed', restart: 0 }

/** @returns the money voucher that was granted to the reporter's enterprise */
export async function voucherBooks(browser: Browser, app: RunningApp): Promise<{ voucherId: string }> {
  await as(browser, app, 'planner', async (send) => {
    await send('voucher-terms', {
      fromOn: '2024-01-01',
      redemptionShare: '0.2',
      firmCapYuan: '2000000',
      firmCapTflopsSeconds: null,
      validityMonths: 12,
      freeEndStates: ['node_fail'],
      citation: '演示参数',
    })
    await send('voucher-rates', { cardType: run.cardType, fromOn: '2024-01-01', tflops: 376, yuanPerPHour: '12.5' })
    await send('voucher-pools/2024/funds', { unit: 'yuan', amount: '10000000', note: '2024 年预算' })
    await send('voucher-pools/2024/funds', { unit: 'tflops_s', amount: '360000000000', note: '2024 年额度' })
  })
  const [money, quota] = await as(browser, app, 'reporter', async (send) => [
    await send<Application>('voucher-applications', { unit: 'yuan', amount: '300000', purpose: '工业视觉大模型训练，约三个月' }),
    await send<Application>('voucher-applications', { unit: 'tflops_s', amount: '3600000000', purpose: '推理服务压测' }),
    await send<Application>('voucher-applications', { unit: 'yuan', amount: '500000', purpose: '设备预测性维护模型' }),
  ])
  return as(browser, app, 'planner', async (send) => {
    const grant = ({ applicationId, version }: Application, amount: string) =>
      send<Application>(`voucher-applications/${applicationId}/grant`, { amount }, version)
    const { voucherId, enterpriseId } = await grant(money, '200000')
    const granted = await grant(quota, '3600000000')
    const hold = (limitSeconds: number) => {
      const jobId = randomUUID()
      const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
      return send<{ jobId: string }>(`vouchers/${granted.voucherId}/holds`, {
        jobId,
        cardType: run.cardType,
        cards: 8,
        limitSeconds,
        expiresAt,
      })
    }
    const { jobId } = await hold(36_000)
    await hold(72_000)
    const at = { submittedAt: '2024-04-10T01:00:00.000Z', startedAt: '2024-04-10T01:05:00.000Z', endedAt: '2024-04-10T07:05:00.000Z' }
    await send('voucher-uses', {
      uses: [
        { ...run, ...at, engineJob: '101', jobId, elapsedSeconds: 21_600, enterpriseId },
        { ...run, ...at, engineJob: '102', jobId: null, cards: 64, elapsedSeconds: 21_600, enterpriseId },
        { ...run, ...at, engineJob: '103', jobId: null, elapsedSeconds: 7200, endState: 'node_fail', enterpriseId },
      ],
    })
    return { voucherId }
  })
}
