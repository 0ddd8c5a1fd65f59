import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { centreInput, rehearse } from '../tools/computing-twin/rehearsal.ts'
import { as, startApp, type Send } from './harness.ts'
import { takePictures, type Stop } from './tour-pictures.ts'

const dialogIsOpen = (page: Page) => page.getByRole('dialog').last().waitFor()
/** The first job of a list, opened. */
const openJob = async (page: Page) => {
  await page.locator('.ant-table-row').first().getByRole('button').first().click()
  await dialogIsOpen(page)
}
const STOPS: readonly Stop[] = [
  { name: 'compute-jobs', path: '/computing/jobs', login: 'customer', narrow: true },
  { name: 'compute-job', path: '/computing/jobs?state=pending', login: 'customer', act: openJob },
  {
    name: 'compute-submit',
    path: '/computing/jobs',
    login: 'customer',
    act: async (page) => {
      await page.getByRole('button', { name: /提交作业|Submit a job/ }).click()
      await dialogIsOpen(page)
    },
  },
  { name: 'compute-catalogue', path: '/computing/catalogue', login: 'customer' },
  { name: 'compute-centres', path: '/computing', login: 'operator', narrow: true },
  { name: 'compute-waits', path: '/computing/waits', login: 'operator' },
  { name: 'compute-metering', path: '/computing/metering', login: 'operator' },
  { name: 'compute-use', path: '/computing/use' },
]

const JOBS = 36
/** So many of them are over when the pictures are taken; the others run or wait. */
const OVER = 28
const NAMES = ['大模型微调', '工业质检训练', '推理压测', '向量化批处理', '语音识别训练', '药物分子筛选']

/**
 * Pictures of computing, on a real Slurm: two centres of a twin, a firm whose jobs are over, run and wait.
 * @returns how many faults it has told of, or why there is no twin
 */
export async function takeComputingPictures(browser: Browser): Promise<number | readonly string[]> {
  const twin = await rehearse({ centres: 2, nodes: 2 })
  if (!('centres' in twin)) return twin
  // The engine's time is real, so the zone's is as well.
  const today = systemClock.today()
  const app = await startApp({}, { withVouchers: true, businessOn: today })
  try {
    const inputs = twin.centres.map((centre) => centreInput(centre, twin.version))
    await as(browser, app, 'operator', async (send) => {
      for (const input of inputs) await send('compute-centres', input)
    })
    await as(browser, app, 'customer', async (send) => {
      const { rows } = await send<{ rows: { voucherId: string; unit: string }[] }>('vouchers')
      const voucherId = rows.find(({ unit }) => unit === 'tflops_s')?.voucherId
      const submit = (index: number, seconds: number, limitMinutes: number) =>
        send('compute-jobs', {
          voucherId,
          centreId: null,
          name: `${NAMES[index % NAMES.length]} ${index + 1}`,
          cardType: 'A800',
          cards: [1, 8, 2, 4, 16, 8][index % 6],
          limitMinutes,
          template:
            index % 3 === 1
              ? { kind: 'script', script: `#!/bin/bash\nsleep ${seconds}\n` }
              : { kind: 'training', command: `sleep ${seconds}` },
        })
      const until = async (isSo: (states: ReadonlyMap<string, number>) => boolean) => {
        for (let turn = 0; turn < 150 && !isSo(await statesOf(send)); turn += 1) await wait(2000)
      }
      for (let index = 0; index < OVER; index += 1) await submit(index, 2 + (index % 9), 2)
      await until((states) => states.get('settled') === OVER)
      for (let index = OVER; index < JOBS; index += 1) await submit(index, 600, 12)
      await until((states) => states.has('running') && states.has('pending'))
      // So that those that wait are told when they start.
      await wait(20_000)
      console.log('作业 · jobs:', Object.fromEntries(await statesOf(send)))
    })
    await as(browser, app, 'operator', async (send) => {
      const { rows } = await send<{ rows: { centreId: string }[] }>('compute-centres')
      for (const { centreId } of rows) await send('metering/proofs', { centreId, day: today })
    })
    return await takePictures(browser, app, STOPS)
  } finally {
    await app.close()
    await twin.close()
  }
}

/** How many jobs of the firm are in each state. */
async function statesOf(send: Send): Promise<ReadonlyMap<string, number>> {
  const { counts } = await send<{ counts: { state: string; jobs: number }[] }>('compute-jobs?limit=1')
  return new Map(counts.map(({ state, jobs }) => [state, jobs]))
}
