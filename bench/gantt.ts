// Frames while scrolling the schedule of a zone with 2,000 projects in headless Chromium, beside an empty list of the same
// height in the same browser: what the machine gives at best. Drawn without a
// graphics card.
// Usage: node_modules/.bin/node bench/gantt.ts   (after the web app is built: npm start does)
import type { Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp } from '../e2e/harness.ts'

const PROJECTS = 2000
const PX_A_FRAME = 45
const FRAMES = 600

interface Frames {
  readonly p50: number
  readonly p95: number
  readonly worst: number
  readonly perSecond: number
  readonly scrolled: number
}

/** Scrolls by a fixed step each frame, down and up again, and looks at the time from frame to frame. */
const scrollFrames = (page: Page, selector: string): Promise<Frames> =>
  page.evaluate<Frames>(`new Promise((resolve) => {
    const element = document.querySelector(${JSON.stringify(selector)})
    const deltas = []
    let last, step = ${PX_A_FRAME}, scrolled = 0
    const frame = (now) => {
      if (last !== undefined) deltas.push(now - last)
      last = now
      const before = element.scrollTop
      element.scrollTop += step
      scrolled += Math.abs(element.scrollTop - before)
      if (element.scrollTop === before) step = -step
      if (deltas.length < ${FRAMES}) return requestAnimationFrame(frame)
      const total = deltas.reduce((sum, delta) => sum + delta, 0)
      deltas.sort((a, b) => a - b)
      const at = (share) => deltas[Math.floor(deltas.length * share)]
      resolve({ p50: at(0.5), p95: at(0.95), worst: deltas.at(-1), perSecond: deltas.length * 1000 / total, scrolled })
    }
    requestAnimationFrame(frame)
  })`)

/** The answer of the reference year over and over, each copy with ids and names of its own. */
function repeated(answer: Record<string, unknown>): Record<string, unknown> {
  const columns = (part: Record<string, unknown[]>) =>
    Object.fromEntries(
      Object.entries(part).map(([name, values]) => [
        name,
        Array.from({ length: PROJECTS }, (_, index) => {
          const value = values[index % values.length]
          if (name === 'projectId') return `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`
          return typeof value === 'string' && name.startsWith('name') ? `${value} ${index}` : value
        }),
      ]),
    )
  const parts = ['projects', 'planned', 'forecast', 'actual', 'baselineDates']
  return {
    ...answer,
    count: PROJECTS,
    ...Object.fromEntries(parts.map((part) => [part, columns(answer[part] as Record<string, unknown[]>)])),
  }
}

const line = (name: string, { p50, p95, worst, perSecond, scrolled }: Frames) =>
  console.log(
    `${name.padEnd(46)} ${perSecond.toFixed(1).padStart(5)} frames/s   frame p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   worst ${worst.toFixed(1)} ms   ${(scrolled / 1000).toFixed(0)}k px`,
  )

const app = await startApp()
const browser = await openBrowser('none')
const { page } = await openPage(browser, app)
const { baselines } = (await (await page.request.get('/api/v1/baselines')).json()) as { baselines: { baselineId: string }[] }
const compared = `baselineId=${baselines[0]?.baselineId ?? ''}`

await page.setContent(`<div id="list" style="height:600px;overflow:auto"><div style="height:${PROJECTS * 36}px"></div></div>`)
line('an empty list of the same height', await scrollFrames(page, '#list'))

await page.goto(`/gantt?group=none&${compared}`)
await settle(page)
line('schedule of the reference year, with baseline', await scrollFrames(page, '.gantt-scroller'))

await page.route('**/api/v1/gantt?*', async (route) => {
  const answer = (await (await route.fetch()).json()) as Record<string, unknown>
  await route.fulfill({ json: repeated(answer) })
})
for (const [name, query] of [
  ['bars, fitted, with baseline', `group=none&${compared}`],
  ['bars, by month, grouped, with baseline', `group=cluster&zoom=month&${compared}`],
  ['dates', 'group=none&view=dates'],
] as const) {
  await page.goto(`/gantt?${query}`)
  await settle(page)
  await page.locator('.gantt-row').first().waitFor()
  line(`${PROJECTS.toLocaleString('en')} projects: ${name}`, await scrollFrames(page, '.gantt-scroller'))
}
await browser.close()
await app.close()
