// The first view of the cockpit in headless Chromium: bytes over the wire and when it shows, against the aim of 600 kB.
// Usage: node_modules/.bin/node bench/web.ts   (after the web app is built: npm start does)
import { openBrowser, signIn, startApp } from '../e2e/harness.ts'

const LIMIT_KB = 600
const app = await startApp()
const browser = await openBrowser()
const runs: { kilobytes: number; requests: number; firstPaint: number; largestPaint: number; ready: number; shift: number }[] = []
for (let run = 0; run < 5; run += 1) {
  const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1440, height: 900 } })
  await signIn(context, 'planner')
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  await protocol.send('Network.enable')
  let bytes = 0
  let requests = 0
  protocol.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  const began = performance.now()
  await page.goto(app.url, { waitUntil: 'networkidle' })
  await page.waitForFunction(
    'document.querySelectorAll(".ant-skeleton").length === 0 && document.querySelector("[_echarts_instance_] svg") !== null',
  )
  const ready = performance.now() - began
  const paint = await page.evaluate<{ firstPaint: number; largestPaint: number; shift: number }>(`new Promise((resolve) => {
    let largest = 0, shift = 0
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) largest = entry.startTime }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value }).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve({ firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, largestPaint: largest, shift }), 300)
  })`)
  runs.push({ kilobytes: bytes / 1000, requests, ready, ...paint })
  await context.close()
}
await browser.close()
await app.close()
const median = (pick: (run: (typeof runs)[number]) => number) => runs.map(pick).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0
console.log(
  `first cockpit view, median of ${runs.length} cold loads: ${median((run) => run.kilobytes).toFixed(0)} kB over the wire in ${median((run) => run.requests)} requests (aim ≤ ${LIMIT_KB} kB)`,
)
console.log(
  `first contentful paint ${median((run) => run.firstPaint).toFixed(0)} ms, largest ${median((run) => run.largestPaint).toFixed(0)} ms, idle with chart drawn ${median((run) => run.ready).toFixed(0)} ms, layout shift ${median((run) => run.shift).toFixed(3)}`,
)
