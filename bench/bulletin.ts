// Seconds and megabytes of a bulletin: figures, layout, PDF and Word, on the reference pack in the embedded database.
// Usage: node bench/bulletin.ts
import { join } from 'node:path'
import { LOCALES } from '../packages/contract/src/messages.ts'
import type { YearMonth } from '../packages/domain/src/shared/time.ts'
import { wordTemplate } from '../packages/server/src/features/bulletin/bulletin-template.ts'
import { documentOf } from '../packages/server/src/features/bulletin/document-of.ts'
import { draftBulletin } from '../packages/server/src/features/bulletin/draft-bulletin.ts'
import { readBulletinFigures } from '../packages/server/src/features/bulletin/read-figures.ts'
import { showBulletin } from '../packages/server/src/features/bulletin/show-bulletin.ts'
import { loadPack } from '../packages/server/src/features/pack/index.ts'
import { identityByLogin } from '../packages/server/src/features/session/identify.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import type { Context } from '../packages/server/src/platform/context.ts'
import { openEmbedded } from '../packages/server/src/platform/database.ts'
import { loadFonts } from '../packages/server/src/platform/documents/fonts.ts'
import { makeDocuments } from '../packages/server/src/platform/documents/make-documents.ts'
import { pdfMaker } from '../packages/server/src/platform/documents/pdf.ts'
import { fillWord } from '../packages/server/src/platform/documents/word.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { row, time } from './measure.ts'

const MEGABYTE = 1024 ** 2
const tools = { clock: systemClock, auditKey: Buffer.alloc(32) }
const database = await openEmbedded(undefined)
await migrate(database)
await loadPack(database, tools, join(import.meta.dirname, '../zones/etown-2024'))
const { zone, user } = await identityByLogin(database, 'planner')
const ctx: Context = { zone, user, locale: 'zh-CN', requestId: 'bench', ...tools }
const month = (zone.businessOn ?? systemClock.today()).slice(0, 7) as YearMonth

const { bulletinId } = await database.write(zone.zoneId, (tx) => draftBulletin(tx, ctx, month))
const layouts = await Promise.all(
  LOCALES.map((locale) => database.read(zone.zoneId, async (tx) => (await showBulletin(tx, ctx, bulletinId as never, locale)).layout)),
)
const at = systemClock.now()
const tasks = layouts.flatMap((layout) =>
  (['pdf', 'docx'] as const).map((format) => documentOf(layout, format, at, wordTemplate(layout.locale))),
)

console.log(
  row('figures of a month, 202 projects', await time(20, () => database.read(zone.zoneId, (tx) => readBulletinFigures(tx, ctx, month)))),
)
console.log(row('fonts read and unpacked', await time(10, async () => void loadFonts())))
const fonts = loadFonts()
const makePdf = pdfMaker(fonts)
const [pdf, docx] = tasks
if (pdf?.format === 'pdf' && docx?.format === 'docx') {
  // Typst remembers what it has set: a text that has not been there makes it begin anew.
  let fresh = 0
  const again = async () => {
    fresh += 1
    return makePdf({ ...pdf, content: { ...(pdf.content as object), issuer: `第 ${fresh} 次` } })
  }
  console.log(row('a PDF of six pages, fonts in memory', await time(20, again)))
  console.log(row('a Word file with two charts', await time(20, () => fillWord(docx))))
}
console.log(row('four files in a thread of their own, from nothing', await time(5, () => makeDocuments(tasks))))
const files = await makeDocuments(tasks)
for (const [index, task] of tasks.entries()) {
  console.log(`${LOCALES[Math.floor(index / 2)]} ${task.format}: ${((files[index] as Buffer).length / MEGABYTE).toFixed(3)} MB`)
}
console.log(
  `memory of the process: ${Math.round(process.memoryUsage.rss() / MEGABYTE)} MB, of it fonts ${Math.round(fonts.files.reduce((sum, file) => sum + file.length, 0) / MEGABYTE)} MB`,
)
await database.close()
