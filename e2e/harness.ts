// Starts the real server on a fresh data folder and a real browser; each journey file has its own of both.
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core'

const ROOT = join(import.meta.dirname, '..')
const CHROMIUM_PATHS = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export interface RunningApp {
  readonly url: string
  readonly dataDir: string
  close(): Promise<void>
}

const PACK = join(ROOT, 'zones/etown-2024')
/** Files of a pack that hold its months, and what offices keep beside them. */
const MONTHS = /^(report-.*|dispatch-entries|difference-reasons|fund-movements|land-payments|visits|registrations|commitments)\.csv$/
const VOUCHERS = 'computing.yaml'

/**
 * The reference pack without its months, whose loading takes longer than all the rest, and without the vouchers that it begins with.
 * @param businessOn the day that its zone believes it to be, with pools of that year
 */
function packWithoutMonths(withVouchers: boolean, businessOn: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-pack-'))
  const isLeftOut = (name: string) => MONTHS.test(name) || (name === VOUCHERS && !withVouchers)
  cpSync(PACK, folder, { recursive: true, filter: (path) => !isLeftOut(basename(path)) })
  if (businessOn === undefined) return folder
  const rewrite = (name: string, from: RegExp, to: string) =>
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replaceAll(from, to))
  rewrite('zone.yaml', /businessOn: \S+/g, `businessOn: ${businessOn}`)
  if (withVouchers) rewrite(VOUCHERS, /year: \d+/g, `year: ${businessOn.slice(0, 4)}`)
  return folder
}

/** A new data folder: a copy of the prepared one where there is one, or empty, so that the server loads a pack into it. */
export function freshFolder({ prepared = process.env['BALLAST_E2E_DATA'] }: { prepared?: string | undefined } = {}): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'ballast-e2e-'))
  if (prepared !== undefined && prepared !== '') cpSync(prepared, dataDir, { recursive: true })
  return dataDir
}

/**
 * Serves the reference pack on a free port, from a new data folder unless `env` names one; resolves when the server prints its
 * address. Its periods begin empty, and its vouchers, unless they are asked for.
 */
export async function startApp(
  env: Record<string, string> = {},
  { withMonths = false, withVouchers = false, businessOn }: { withMonths?: boolean; withVouchers?: boolean; businessOn?: string } = {},
): Promise<RunningApp> {
  const packDir = withMonths ? PACK : packWithoutMonths(withVouchers, businessOn)
  const given = env['BALLAST_DATA_DIR']
  const dataDir = given ?? freshFolder(withMonths || withVouchers ? { prepared: '' } : {})
  const server = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      BALLAST_DATA_DIR: dataDir,
      BALLAST_LOG: 'error',
      BALLAST_FORECAST_AT_START: '0',
      BALLAST_PACK: packDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(server)
  return {
    url,
    dataDir,
    close: async () => {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true })
      if (!withMonths) rmSync(packDir, { recursive: true, force: true })
    },
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const match = /(http:\/\/127\.0\.0\.1:\d+)/.exec(printed)
      if (match) resolve(match[1] as string)
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it served:\n${printed}`)))
  })
}

/** @param graphics 'none' draws pages as a machine without a graphics card does, and no map; 'emulated' draws maps as well, which costs a processor */
export async function openBrowser(graphics: 'emulated' | 'none' = 'none'): Promise<Browser> {
  const executablePath = CHROMIUM_PATHS.find((path) => path !== '' && existsSync(path))
  if (executablePath === undefined) throw new Error('no Chromium found: install the Debian package chromium or set CHROMIUM_PATH')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(graphics === 'emulated' ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'] : ['--disable-gpu']),
    ],
  })
}

/** The password of the demonstration's accounts. */
const PASSWORD = 'Ballast-2024'

/** Signs a browser in, or in as somebody else. */
export async function signIn(context: BrowserContext, login: string): Promise<void> {
  const answer = await context.request.post('/api/v1/session', { data: { login, password: PASSWORD } })
  if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`)
}

/** A page, signed in as the planner or whom `login` names (null: as nobody), in one language and width; fails the journey on any console error, page error, or request that leaves the server. */
export async function openPage(
  browser: Browser,
  app: RunningApp,
  options: { locale?: 'zh-CN' | 'en'; width?: number; height?: number; login?: string | null } = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    baseURL: app.url,
    acceptDownloads: true,
  })
  const open = new Set<Request>()
  OPEN_REQUESTS.set(context, open)
  // A stream stays open for as long as its page does.
  context.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request))
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => open.delete(request))
  await context.addInitScript((locale) => localStorage.setItem('ballast.language', locale), options.locale ?? 'zh-CN')
  if (options.login !== null) await signIn(context, options.login ?? 'planner')
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(app.url) && !/^(data|blob):/.test(request.url())) faults.push(`left the server: ${request.url()}`)
  })
  return { page, context, faults }
}

/** Asks the API, with data to do something and without to read; the version is the one that was seen. */
export type Send = <T>(path: string, data?: object, version?: string) => Promise<T>

/** Sends as somebody, as long as the work takes. */
export async function as<R>(browser: Browser, app: RunningApp, login: string, work: (send: Send) => Promise<R>): Promise<R> {
  const { page, context } = await openPage(browser, app, { login })
  const done = await work(async <T>(path: string, data?: object, version?: string) => {
    const headers = version === undefined ? {} : { 'if-match': `"${version}"` }
    const address = `/api/v1/${path}`
    const answer = await (data === undefined ? page.request.get(address) : page.request.post(address, { data, headers }))
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json() as Promise<T>
  })
  await context.close()
  return done
}

/** What each context made by {@link openPage} is fetching. */
const OPEN_REQUESTS = new WeakMap<BrowserContext, Set<Request>>()
/** A page that fetches nothing and shows no placeholder for so long, in milliseconds, has nothing more to come. */
const QUIET_FOR = 250
const SETTLED_WITHIN = 30_000

/** Waits until nothing is being fetched and no placeholder is shown. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  const open = OPEN_REQUESTS.get(page.context())
  const placeholders = page.locator('.ant-skeleton, .ant-spin-spinning')
  const began = Date.now()
  for (let busyAt = began; Date.now() - busyAt < QUIET_FOR; await page.waitForTimeout(QUIET_FOR / 5)) {
    // What has arrived is worked off first: a page that has just begun has not asked for anything yet.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 })))
    if ((open?.size ?? 0) > 0 || (await placeholders.count()) > 0) busyAt = Date.now()
    if (busyAt - began > SETTLED_WITHIN) {
      const waiting = [...(open ?? [])].map((request) => request.url())
      throw new Error(`${page.url()} did not come to rest; still fetching: ${waiting.join(', ') || 'nothing'}`)
    }
  }
}
