// Frames while a gate is dragged to and fro on the what-if page in headless Chromium, beside an idle page of the same browser:
// what the machine gives at best.
// Usage: node_modules/.bin/node bench/what-if-frames.ts   (after the web app is built: npm start does)
import type { CDPSession, Page } from 'playwright-core'
import { issuedForecast } from '../e2e/drafts.ts'
import { openBrowser, openPage, settle, startApp } from '../e2e/harness.ts'

const SECONDS = 3
const TURNS = 3
/** As often as a mouse tells where it is. */
const MOVE_MS = 8

interface Frames {
  readonly deltas: number[]
  readonly engine: number[]
}

const watch = (page: Page) =>
  page.evaluate(`(() => {
    performance.clearMeasures('what-if')
    const state = (window.benchFrames = { deltas: [], isOn: true })
    let last
    const frame = (now) => {
      if (last !== undefined) state.deltas.push(now - last)
      last = now
      if (state.isOn) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })()`)

const stop = (page: Page) =>
  page.evaluate<Frames>(`(() => {
    window.benchFrames.isOn = false
    return { deltas: window.benchFrames.deltas, engine: performance.getEntriesByName('what-if').map(({ duration }) => duration) }
  })()`)

async function busyMs(session: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => (metrics.find((one) => one.name === name)?.value ?? 0) * 1000
  return { task: of('TaskDuration'), script: of('ScriptDuration') }
}

function tell(name: string, { deltas, engine }: Frames, note = ''): void {
  const at = (values: readonly number[], share: number) =>
    (values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0).toFixed(1)
  const answers = engine.length === 0 ? '' : `   ${engine.length} answers, p50 ${at(engine, 0.5)} ms`
  console.log(
    `${name.padEnd(28)} n=${deltas.length}   frame p50 ${at(deltas, 0.5)} ms   p95 ${at(deltas, 0.95)} ms   worst ${at(deltas, 1)} ms${answers}${note}`,
  )
}

/** Drags a mark to and fro over the whole year for some seconds, as a hand does that looks for the best month. */
async function dragForSeconds(page: Page): Promise<void> {
  const mark = page.locator('[data-gate=construction_start]').nth(2)
  await mark.scrollIntoViewIfNeeded()
  const [box, track] = await Promise.all([mark.boundingBox(), mark.locator('..').boundingBox()])
  if (box === null || track === null) throw new Error('no gate to drag')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  const began = performance.now()
  for (let gone = 0; gone < SECONDS * 1000; gone = performance.now() - began) {
    const swing = (1 - Math.cos((gone / 1500) * 2 * Math.PI)) / 2
    await page.mouse.move(track.x + 4 + swing * (track.width - 8), box.y + box.height / 2)
    await page.waitForTimeout(MOVE_MS)
  }
  await page.mouse.up()
}

const app = await startApp()
// An emulated graphics card is drawn by the processor that the page and the engine need as well, which no user's machine does.
for (const graphics of ['none', 'emulated'] as const) {
  console.log(graphics === 'none' ? 'without a graphics card' : 'with a graphics card that the processor emulates')
  const browser = await openBrowser(graphics)
  await benchPage((await openPage(browser, app)).page)
  await browser.close()
}
await app.close()

async function benchPage(page: Page): Promise<void> {
  const runId = await issuedForecast(page.request)
  await page.goto(`/forecast/what-if?run=${runId}`)
  await settle(page)
  await page.locator('[aria-busy=false] [data-yuan]').waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  for (let turn = 1; turn <= TURNS; turn += 1) {
    await watch(page)
    await page.waitForTimeout(SECONDS * 1000)
    tell(`idle page, turn ${turn}`, await stop(page))
    await watch(page)
    const before = await busyMs(session)
    await dragForSeconds(page)
    const after = await busyMs(session)
    const part = (key: 'task' | 'script') => `${(((after[key] - before[key]) / (SECONDS * 1000)) * 100).toFixed(0)} %`
    tell(`drag of ${SECONDS} s, turn ${turn}`, await stop(page), `   page's thread busy ${part('task')}, script ${part('script')}`)
  }
}
