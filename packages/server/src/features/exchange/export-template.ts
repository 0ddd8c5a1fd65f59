import { INVESTMENT_ITEMS, totalOf } from '@ballast/domain/report/form.ts'
import type { Severities } from '@ballast/domain/report/rules.ts'
import { REPORT_RULES } from '@ballast/domain/report/rules.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import { monthNumber, yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import {
  casesOf,
  findPeriod,
  isDue,
  lockOf,
  readReasons,
  readSeverities,
  type CaseRecord,
  type PeriodRecord,
  type Reasons,
} from '../report/index.ts'
import { loadVocabulary } from './exchange.queries.ts'
import { workbookReply } from './export-file.ts'
import { blankReturn, type FilledReturn } from './filled-return.ts'
import { cellOf } from './lines.ts'
import { readNotCountableOf } from './return-asides.queries.ts'
import { valueAt, type Column, type Line, type SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import { writeSheets } from './write-workbook.ts'

/** The month as people write it in a title; January is reported with February. */
export function periodName({ month, firstMonth }: Pick<PeriodRecord, 'month' | 'firstMonth'>, locale: Context['locale']): string {
  if (locale === 'en') return firstMonth === month ? month : `${firstMonth} to ${month}`
  const last = monthNumber(month)
  return `${yearOf(month)}年${firstMonth === month ? last : `${monthNumber(firstMonth)}—${last}`}月`
}

/** The period's returns to be filled in: each project that has to report, as far as it has been filled in. */
export async function exportTemplate(database: Database, ctx: Context, month: YearMonth): Promise<FileReply> {
  const { zoneId } = ctx.zone
  const { spec, period, rows } = await database.read(placeOf(ctx, 'return-file.template'), async (tx) => {
    const found = await findPeriod(tx, ctx, month)
    const cases = (await casesOf(tx, ctx, found, 'return-file.template')).filter((record) => record.state !== null || isDue(record, month))
    const ids = cases.map(({ projectId }) => projectId)
    const reasons = await readReasons(tx, zoneId, month, ids)
    const notCountable = await readNotCountableOf(tx, zoneId, month, ids)
    const [whole] = sheetsOf('returns', await loadVocabulary(tx, zoneId, null, month)) as [SheetSpec]
    return {
      period: found,
      spec: withOpenRules(whole, await readSeverities(tx, zoneId), [...reasons.values()]),
      rows: cases.map((record) => ({
        record,
        filled: filledOf(record, reasons.get(record.projectId), notCountable.get(record.projectId)),
      })),
    }
  })
  const today = businessDate(ctx)
  const locked = new Set<Line>()
  const lines = rows.map(({ record, filled }) => {
    const line = lineOfReturn(spec, ctx, record, filled)
    if (lockOf(record, period, today) !== null) locked.add(line)
    return line
  })
  const isEn = ctx.locale === 'en'
  const name = isEn ? 'monthly returns' : '固定资产投资月报填报表'
  const title = isEn
    ? `${ctx.zone.nameEn} · ${name} · ${periodName(period, ctx.locale)} · amounts in 10,000 yuan · due ${period.dueOn}`
    : `${ctx.zone.nameZh} ${name}　${periodName(period, ctx.locale)}　金额单位：万元　截止 ${period.dueOn}`
  const fileName = `${isEn ? ctx.zone.nameEn : ctx.zone.nameZh}-${isEn ? 'returns' : '月报填报'}-${month}.xlsx`
  return workbookReply(fileName, new Date(ctx.clock.now()), (workbook) =>
    writeSheets(workbook, [{ spec, title, lines, isProtected: true, locked }], notes(ctx, period), ctx.locale),
  )

  function filledOf(record: CaseRecord, reasons: Reasons = {}, notCountable: FilledReturn['notCountable'] = []): FilledReturn {
    return record.form === null ? blankReturn(record, month) : { form: record.form, reasons, notCountable, note: record.note }
  }
}

/** A reason is asked for where a rule is soft; a column for a rule that never asks would only be in the way. */
function withOpenRules(spec: SheetSpec, severities: Severities, given: readonly Reasons[]): SheetSpec {
  const open = new Set(
    REPORT_RULES.filter((rule) => severities[rule] === 'soft' || given.some((reasons) => reasons[rule] !== undefined)).map(
      (rule) => `reasons.${rule}`,
    ),
  )
  return { ...spec, columns: spec.columns.filter(({ key }) => !key.startsWith('reasons.') || open.has(key)) }
}

/** Fifteen digits: a spreadsheet adds in floats, and beyond them a formula would lose fen. */
const SUMMED_EXACTLY = 10n ** 15n

type ReturnSubject = Pick<CaseRecord, 'projectNo' | 'nameZh' | 'nameEn' | 'state' | 'books' | 'sourceKind'>

/** A return as the cells of its sheet. Year to date and cumulative are formulas over the month where they are what these give. */
export function lineOfReturn(
  spec: SheetSpec,
  { locale }: Pick<Context, 'locale'>,
  record: ReturnSubject,
  { form, reasons, notCountable, note }: FilledReturn,
): Line {
  const { books } = record
  const before = {
    ...Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, books.yearBefore[item]])),
    totalFen: totalOf(books.yearBefore),
  }
  const yearFen = fen(before.totalFen + (form.monthFen ?? 0n))
  const row = {
    ...form,
    projectNo: record.projectNo,
    '~name': locale === 'en' ? (record.nameEn ?? record.nameZh) : record.nameZh,
    '~state': record.state ?? 'none',
    '~books': books,
    '~before': before,
    '~simulated': record.sourceKind === 'simulated' ? 'yes' : 'no',
    notCountable: Object.fromEntries(notCountable.map(({ reasonCode, amountFen }) => [reasonCode, amountFen])),
    reasons,
    note,
  }
  const cumulativeFen = fen(books.lastYearEndFen + yearFen)
  const follows = (key: string): boolean =>
    form.yearFen === yearFen && cumulativeFen < SUMMED_EXACTLY && (key === 'yearFen' || form.cumulativeFen === cumulativeFen)
  return spec.columns.map((column: Column) =>
    column.key === '#' || (column.sumOf !== undefined && follows(column.key))
      ? undefined
      : cellOf(column, valueAt(row, column.key) as Fen, locale),
  )
}

function notes(ctx: Context, period: PeriodRecord): [string, string][] {
  const isEn = ctx.locale === 'en'
  const note = (zh: [string, string], en: [string, string]): [string, string] => (isEn ? en : zh)
  return [
    note(['开发区', ctx.zone.nameZh], ['Zone', ctx.zone.nameEn]),
    note(['上报期', periodName(period, ctx.locale)], ['Period', periodName(period, ctx.locale)]),
    note(['截止日期', period.dueOn], ['Due on', period.dueOn]),
    note(['金额单位', '万元，可有小数，最细到分'], ['Amounts', '10,000 yuan; decimals are allowed, down to the fen']),
    note(
      [
        '填报',
        '先填「本月完成投资」；自年初累计、自开始建设累计由公式得出。再把各构成改为自年初累计数。「本月」为空表示尚未填报；没有投资请填 0',
      ],
      [
        'Filling in',
        'Type this month first: year to date and cumulative follow by formula. Then bring each item to its year to date. A blank month means not reported; type 0 for none',
      ],
    ),
    note(
      ['灰底单元格', '来自台账与已关账月份，或已提交、已核定的月报，只供对照，不读取改动'],
      ['Grey cells', 'From the register, closed months, or returns handed in: to compare with, changes to them are not read'],
    ),
    note(
      ['审核说明', '规则要求说明的，把理由写在对应的「审核说明」列，即可提交'],
      ['Reasons', 'Where a rule asks for one, write it in its column; the return can then be handed in'],
    ),
    note(
      ['导入', '改好后在「月报导入导出」上传：先逐格预览，再一次写入。第 2 行（隐藏）是字段标识，请保留'],
      ['Import', 'Upload it on the page of return files: each cell is shown first, then all is written. Keep the hidden row 2'],
    ),
    note(['项目编号', '是识别项目的键，请勿改动'], ['Project no.', 'names the project; leave it as it is']),
  ]
}
