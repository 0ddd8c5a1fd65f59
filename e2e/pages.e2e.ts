// Every page, in both languages and both widths: it shows, fits, speaks the language, stays on our server, and axe finds nothing serious.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bulletinDraft, conflictingDrafts, issuedForecast, openedReturn } from './drafts.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'
import { voucherBooks } from './voucher-books.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PAGES = [
  '/today',
  '/cockpit',
  '/quarter',
  '/trace',
  '/plan',
  '/plan?tab=matrix',
  '/plan?tab=targets',
  '/plan?tab=check',
  '/plan?tab=versions',
  '/plan?tab=diff',
  '/projects',
  '/projects/work-table',
  '/gantt',
  '/gantt?zoom=month&group=manager',
  '/gantt?view=dates',
  '/my-projects',
  '/my-projects?tab=followed',
  '/lights',
  '/lights?tab=signed-not-awarded',
  '/lights?tab=rules',
  '/escalations',
  '/escalations?tab=all',
  '/bulletins',
  '/forecast',
  '/forecast/actions',
  '/forecast/actions?tab=tasks',
  '/forecast/actions?tab=settings',
  '/forecast/record',
  '/forecast/record?timing=afterwards',
  '/forecast/methods',
  '/forecast/what-if',
  '/registrations',
  '/funds',
  '/reports',
  '/reconciliation',
  '/reports/2024-03/files',
  '/parcels',
  '/enterprises',
  ...['pool', 'vouchers', 'applications', 'redemptions', 'uses', 'ledger', 'terms'].map((tab) => `/vouchers?tab=${tab}`),
  '/computing',
  '/computing/jobs',
  '/computing/waits',
  '/computing/catalogue',
  '/computing/metering',
  '/computing/use',
  '/computing/bills',
  '/exchange',
  '/audit',
  '/account',
  '/notifications',
  '/notifications?unread=true',
  '/gate-rules',
]

interface Violation {
  id: string
  impact: string
  nodes: { html: string }[]
}

let app: RunningApp
let browser: Browser
/** Draws maps as well. */
let mapBrowser: Browser
/** Pages of one thing, whose title is its name. */
let things: string[]
/** A draft that is behind the version in force, on every tab and with a project open. */
let draftPages: string[]
before(async () => {
  app = await startApp()
  browser = await openBrowser()
  mapBrowser = await openBrowser('emulated')
  const { page, context } = await openPage(browser, app)
  const first = async (path: string, key: string) =>
    (((await (await page.request.get(`/api/v1/${path}?limit=1`)).json()) as { rows: Record<string, string>[] }).rows[0] ?? {})[key]
  const project = `/projects/${await first('projects', 'projectId')}`
  things = [
    project,
    `${project}?tab=evidence`,
    `${project}?tab=gates`,
    `${project}?tab=figures`,
    project.replace('projects', 'registrations'),
    `/parcels/${await first('parcels', 'parcelId')}`,
    `/enterprises/${await first('enterprises', 'enterpriseId')}`,
  ]
  await issuedForecast(page.request)
  const { second } = await conflictingDrafts(page.request)
  const bulletin = `/bulletins/${await bulletinDraft(page.request)}`
  const tabs = ['tree', 'matrix', 'targets', 'check', 'versions', 'diff'].map((tab) => `/plan?versionId=${second.versionId}&tab=${tab}`)
  draftPages = [...tabs, `/plan?versionId=${second.versionId}&tab=matrix&project=${second.projectId}`, bulletin, `${bulletin}?side=texts`]
  await context.close()
  const officer = await openPage(browser, app, { login: 'statistics' })
  things.push(await openedReturn(officer.page.request))
  await officer.context.close()
  await voucherBooks(browser, app)
})
after(async () => {
  await browser?.close()
  await mapBrowser?.close()
  await app?.close()
})

const violationsOf = (page: Page): Promise<Violation[]> =>
  page
    .evaluate(AXE)
    .then(() =>
      page.evaluate<Violation[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations.filter((item) => item.impact === 'serious' || item.impact === 'critical').map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))`,
      ),
    )

/** Opened in the first width, then the window takes the second: one language opens on a desk, the other on a phone. */
const WIDTHS = { 'zh-CN': [1440, 390], en: [390, 1440] }

async function lookAt(page: Page, path: string, locale: 'zh-CN' | 'en', faults: string[]): Promise<void> {
  for (const [turn, width] of WIDTHS[locale].entries()) {
    await page.setViewportSize({ width, height: 900 })
    if (turn === 0) await page.goto(path)
    await settle(page)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    const title = await page.locator('h1').first().textContent()
    assert.ok(title !== null && title.length > 0, `${path} has a title`)
    if (!things.includes(path))
      assert.equal(/[一-鿿]/.test(title), locale === 'zh-CN', `${path}: the title “${title}” is in the language asked for`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (overflow > 0) faults.push(`${path} is ${overflow} px wider than a screen of ${width} px`)
    for (const { id, nodes } of await violationsOf(page)) {
      const where = nodes.slice(0, 2).map(({ html }) => html.slice(0, 160))
      faults.push(`${path} at ${width} px, ${id}: ${where.join(' | ')}`)
    }
  }
}

for (const locale of ['zh-CN', 'en'] as const) {
  test(`every page at both widths in ${locale}`, async () => {
    const ofPlanner = Map.groupBy([...PAGES, ...draftPages, ...things], (path) => path.startsWith('/parcels'))
    const pages: [login: string | null, paths: readonly string[], drawnBy?: Browser][] = [
      ['planner', ofPlanner.get(false) ?? []],
      ['planner', ofPlanner.get(true) ?? [], mapBrowser],
      ['manager', ['/today', '/my-projects']],
      ['reporter', ['/today', '/computing/members']],
      ['admin', ['/accounts', '/notification-channels', '/notification-channels?tab=deliveries']],
      [null, ['/']],
    ]
    for (const [login, paths, drawnBy = browser] of pages) {
      const { page, context, faults } = await openPage(drawnBy, app, { locale, login })
      for (const path of paths) await lookAt(page, path, locale, faults)
      assert.deepEqual(faults, [])
      await context.close()
    }
  })
}
