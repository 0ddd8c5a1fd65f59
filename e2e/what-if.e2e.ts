// A what-if of three drags: the figures follow within a frame, and the number shown is the command line's, to the fen.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { issuedForecast } from './drafts.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

const ROOT = join(import.meta.dirname, '..')
const run = promisify(execFile)
let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
})

interface Measured {
  readonly frames: number[]
  readonly engine: number[]
}

/** Times between frames while something is done, and of the engine's answers. */
async function measured(page: Page, act: () => Promise<void>): Promise<Measured> {
  await page.evaluate(() => {
    performance.clearMeasures('what-if')
    const state = window as unknown as { frames: number[]; isMeasuring: boolean }
    state.frames = []
    state.isMeasuring = true
    let last = performance.now()
    const tick = (now: number) => {
      state.frames.push(now - last)
      last = now
      if (state.isMeasuring) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await act()
  return page.evaluate(() => {
    const state = window as unknown as { frames: number[]; isMeasuring: boolean }
    state.isMeasuring = false
    return { frames: state.frames, engine: performance.getEntriesByName('what-if').map(({ duration }) => duration) }
  })
}

const at = (sorted: readonly number[], p: number) => (sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0).toFixed(1)
function told(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  console.log(`${name}: n ${sorted.length} · p50 ${at(sorted, 0.5)} ms · p95 ${at(sorted, 0.95)} ms · worst ${at(sorted, 1)} ms`)
}

/** Drags a mark over so many months in small steps, as a hand does. */
async function drag(page: Page, place: number, months: number): Promise<void> {
  const mark = page.locator('[data-gate=construction_start]').nth(place)
  await mark.scrollIntoViewIfNeeded()
  const box = (await mark.boundingBox()) ?? assert.fail('a mark to drag')
  const track = (await mark.locator('..').boundingBox()) ?? assert.fail('its track')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const steps = 30
  for (let step = 1; step <= steps; step += 1) await page.mouse.move(x + (((track.width / 13) * months) / steps) * step, y)
  await page.mouse.up()
}

/** The year's median, once it is that of the changes which stand there. */
const yearShown = async (page: Page): Promise<string> =>
  (await page.locator('[aria-busy=false] [data-yuan]').getAttribute('data-yuan')) ?? ''
const waitForYear = (page: Page, yuan: string) => page.locator(`[aria-busy=false] [data-yuan="${yuan}"]`).waitFor()

test('three gates are dragged, taken back, kept and planned from; the command line says the same to the fen', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const runId = await issuedForecast(page.request)
  await page.goto(`/forecast/what-if?run=${runId}`)
  await settle(page)
  const base = await yearShown(page)
  const { frames, engine } = await measured(page, async () => {
    await drag(page, 1, -4)
    await drag(page, 2, -3)
    await drag(page, 3, 4)
  })
  told('frames', frames)
  told('engine', engine)
  await page.getByRole('heading', { name: '改动（3）' }).waitFor()
  const changed = await yearShown(page)
  assert.notEqual(changed, base)

  await page.getByRole('button', { name: '撤 销' }).click()
  await page.getByRole('heading', { name: '改动（2）' }).waitFor()
  await page.getByRole('button', { name: '重 做' }).click()
  await waitForYear(page, changed)

  // By keyboard a mark goes back to where it was.
  const mark = page.locator('.what-if-mark.moved').first()
  await mark.focus()
  await page.keyboard.press('Delete')
  await page.getByRole('heading', { name: '改动（2）' }).waitFor()
  await page.getByRole('button', { name: '撤 销' }).click()
  await waitForYear(page, changed)

  await page.getByRole('button', { name: '保存情景' }).click()
  await page.getByLabel('情景名称').fill('三处改动')
  await page.getByRole('checkbox', { name: '全区共享' }).check()
  await page.getByRole('dialog').getByRole('button', { name: '保存情景' }).click()
  await page.waitForURL(/scenario=/)
  const scenarioId = new URL(page.url()).searchParams.get('scenario') as string
  const { stdout } = await run(
    process.execPath,
    ['packages/cli/src/main.ts', 'forecast', 'scenario', '--scenario', scenarioId, '--json', '--lang', 'zh-CN'],
    { cwd: ROOT, env: { ...process.env, BALLAST_DATA_DIR: app.dataDir } },
  )
  const tried = JSON.parse(stdout) as { outcome: { horizons: { horizon: string; spread: { p50Yuan: string } }[] } }
  assert.equal(tried.outcome.horizons.find(({ horizon }) => horizon === 'YE')?.spread.p50Yuan, changed)

  await page.getByRole('checkbox', { name: '对比 三处改动' }).check()
  await page.getByRole('heading', { name: '情景对比' }).waitFor()
  await page.getByRole('button', { name: '生成计划调整草案' }).click()
  await page.getByRole('link', { name: '打开草案' }).click()
  await page.waitForURL(/\/plan\?.*versionId=/)
  await context.close()

  // Somebody else opens the link and sees the same.
  const leader = await openPage(browser, app, { login: 'leader' })
  await leader.page.goto(`/forecast/what-if?scenario=${scenarioId}`)
  await waitForYear(leader.page, changed)
  assert.deepEqual([...faults, ...leader.faults], [])
  await leader.context.close()
})
