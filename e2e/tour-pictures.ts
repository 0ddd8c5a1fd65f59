import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openPage, settle, type RunningApp } from './harness.ts'

const FOLDER = join(import.meta.dirname, '../docs/tour')

export interface Stop {
  readonly name: string
  readonly path: string
  readonly act?: (page: Page) => Promise<void>
  /** On a phone as well. */
  readonly narrow?: true
  /** Who looks, the planner unless told; null: nobody yet. */
  readonly login?: string | null
}

async function visit(page: Page, stop: Stop): Promise<void> {
  await page.goto(stop.path)
  await settle(page)
  await stop.act?.(page)
  await settle(page)
  // Charts and the map draw themselves in.
  await page.waitForTimeout(1500)
}

/** Pictures of each stop in both languages, in Chinese on a phone as well. @returns how many faults it has told of */
export async function takePictures(browser: Browser, app: RunningApp, stops: readonly Stop[]): Promise<number> {
  mkdirSync(FOLDER, { recursive: true })
  let faulty = 0
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const width of [1440, 390]) {
      const own = stops.filter((stop) => width === 1440 || (stop.narrow && locale === 'zh-CN'))
      for (const [login, theirs] of Map.groupBy(own, (stop) => (stop.login === undefined ? 'planner' : stop.login))) {
        const { page, context, faults } = await openPage(browser, app, { locale, width, height: width === 390 ? 844 : 900, login })
        for (const stop of theirs) {
          await visit(page, stop)
          const suffix = `${locale === 'en' ? '.en' : ''}${width === 390 ? '.phone' : ''}`
          await page.screenshot({ path: join(FOLDER, `${stop.name}${suffix}.png`) })
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          if (overflow > 0) faults.push(`${stop.name} is ${overflow} px too wide at ${width} px`)
        }
        for (const fault of faults) console.error(`${locale} ${width}: ${fault}`)
        faulty += faults.length
        await context.close()
      }
    }
  }
  return faulty
}
