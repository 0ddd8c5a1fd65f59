// npm run tour: takes the screenshots of docs/tour/ from the running app with the reference pack.
import type { Page } from 'playwright-core'
import { bulletinDraft, conflictingDrafts } from './drafts.ts'
import { openBrowser, openPage, startApp } from './harness.ts'
import { takeComputingPictures } from './tour-computing.ts'
import { takePictures, type Stop } from './tour-pictures.ts'

const firstLink = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

type Drafts = Awaited<ReturnType<typeof conflictingDrafts>> & { readonly bulletinId: string }

const stopsWith = ({ first, second, bulletinId }: Drafts): readonly Stop[] => [
  { name: 'sign-in', path: '/', login: null, narrow: true },
  { name: 'today', path: '/today', login: 'manager', narrow: true },
  { name: 'cockpit', path: '/cockpit', narrow: true },
  { name: 'trace', path: '/trace' },
  { name: 'plan-tree', path: '/plan' },
  { name: 'plan-matrix', path: '/plan?tab=matrix' },
  { name: 'plan-check', path: '/plan?tab=check' },
  { name: 'plan-versions', path: '/plan?tab=versions' },
  {
    name: 'plan-edit',
    path: `/plan?versionId=${second.versionId}&tab=tree`,
    act: async (page) => {
      await page.locator('.inline-money button').nth(2).click()
    },
  },
  { name: 'plan-project', path: `/plan?versionId=${second.versionId}&tab=matrix&project=${second.projectId}` },
  { name: 'plan-diff', path: `/plan?versionId=${first.versionId}&tab=diff` },
  {
    name: 'plan-conflicts',
    path: `/plan?versionId=${second.versionId}&tab=versions`,
    act: async (page) => {
      await page.locator('.draft-bar .ant-btn-primary').click()
      const choices = page.locator('.conflict-table input[type=radio]')
      await choices.first().waitFor()
      await choices.first().check()
    },
  },
  { name: 'quarter', path: '/quarter?year=2024&quarter=1', narrow: true },
  { name: 'forecast', path: '/forecast', narrow: true },
  { name: 'forecast-what-if', path: '/forecast/what-if' },
  { name: 'forecast-methods', path: '/forecast/methods' },
  { name: 'reports', path: '/reports', login: 'statistics', narrow: true },
  { name: 'reconciliation', path: '/reconciliation' },
  { name: 'registrations', path: '/registrations', login: 'statistics', narrow: true },
  { name: 'funds', path: '/funds', login: 'finance' },
  { name: 'vouchers', path: '/vouchers' },
  { name: 'my-projects', path: '/my-projects', login: 'manager', narrow: true },
  { name: 'manager-load', path: '/my-projects', login: 'leader' },
  { name: 'lights', path: '/lights', narrow: true },
  { name: 'stuck-list', path: '/lights?tab=signed-not-awarded' },
  { name: 'escalations', path: '/escalations?tab=all' },
  { name: 'bulletins', path: '/bulletins' },
  { name: 'bulletin', path: `/bulletins/${bulletinId}`, narrow: true },
  { name: 'projects', path: '/projects', narrow: true },
  { name: 'project', path: '/projects', act: firstLink('main a[href*="/projects/"]:not([href*="work-table"])') },
  {
    name: 'gates',
    path: '/projects?q=ET24-197',
    act: async (page) => {
      await firstLink('main a[href*="/projects/"]:not([href*="work-table"])')(page)
      await page.getByRole('tab', { name: /节点|Gates/ }).click()
    },
    narrow: true,
  },
  { name: 'gate-rules', path: '/gate-rules' },
  { name: 'work-table', path: '/projects/work-table' },
  { name: 'schedule', path: '/gantt?sort=-slip', narrow: true },
  { name: 'parcels', path: '/parcels', narrow: true },
  { name: 'parcel', path: '/parcels', act: firstLink('main a[href*="/parcels/"]') },
  { name: 'enterprises', path: '/enterprises' },
  { name: 'exchange', path: '/exchange' },
  { name: 'audit', path: '/audit' },
  { name: 'notifications', path: '/notifications', login: 'manager', narrow: true },
  { name: 'notification-channels', path: '/notification-channels', login: 'admin' },
  { name: 'account', path: '/account' },
  { name: 'accounts', path: '/accounts', login: 'admin' },
]

const app = await startApp({ BALLAST_FORECAST_AT_START: '1' }, { withMonths: true })
const browser = await openBrowser('emulated')
const planner = await openPage(browser, app)
const drafts: Drafts = { ...(await conflictingDrafts(planner.page.request)), bulletinId: await bulletinDraft(planner.page.request) }
// So that there is something to follow up, and somebody to be told.
await planner.page.request.post('/api/v1/escalation-runs', { data: {} })
const forecasts = async () =>
  (await (await planner.page.request.get('/api/v1/forecasts?year=2024')).json()) as { missing: string[]; job: { state: string } | null }
for (let given = await forecasts(); given.missing.length > 0 && given.job?.state === 'running'; given = await forecasts()) {
  await planner.page.waitForTimeout(500)
}
await planner.context.close()
const faulty = await takePictures(browser, app, stopsWith(drafts))
await app.close()
const computing = await takeComputingPictures(browser)
if (typeof computing !== 'number')
  console.error(`没有真实 Slurm，算力页面未重拍 · without a real Slurm the pages of computing keep their pictures: ${computing.join('; ')}`)
await browser.close()
if (faulty > 0 || (typeof computing === 'number' && computing > 0)) process.exit(1)
