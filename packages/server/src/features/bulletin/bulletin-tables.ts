import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import type { BulletinTable } from '@ballast/contract/bulletin-layout.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { GATE_NAMES, nameIn, STUCK_NAMES } from '@ballast/contract/names.ts'
import type { EscalationStep } from '@ballast/domain/light/escalation.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { wanColumn, wordingIn, type Wording } from './bulletin-words.ts'

/** Rows of a list within the text, and of one in an appendix; what is left out is counted under it. */
const IN_TEXT = 15
const IN_APPENDIX = 60

const STEP_NAMES: Readonly<Record<EscalationStep, { zh: string; en: string }>> = {
  reminder: { zh: '提醒', en: 'reminder' },
  supervision: { zh: '督办单', en: 'supervision letter' },
  leadership: { zh: '提交领导', en: 'leadership list' },
}

type Column = BulletinTable['columns'][number]
const left = (title: string, share: number): Column => ({ title, align: 'left', share })
const center = (title: string, share: number): Column => ({ title, align: 'center', share })
const right = (title: string, share: number): Column => ({ title, align: 'right', share })
const line = (cells: readonly string[], { isTotal = false, level = 0 } = {}) => ({ cells: [...cells], isTotal, level })

interface Texts {
  readonly w: Wording
  readonly unit: string
  readonly title: Readonly<
    Record<'project' | 'number' | 'gate' | 'total' | 'year' | 'month' | 'cumulative' | 'since' | 'days' | 'sum', string>
  >
}

const textsIn = (locale: Locale): Texts => {
  const w = wordingIn(locale)
  const { say } = w
  return {
    w,
    unit: say({ zh: '单位：万元', en: 'Unit: 10 k yuan' }),
    title: {
      project: say({ zh: '项目', en: 'Project' }),
      number: say({ zh: '项目数', en: 'Projects' }),
      gate: say({ zh: '节点', en: 'Gate' }),
      total: say({ zh: '总投资', en: 'Total investment' }),
      year: say({ zh: '全年计划', en: 'Plan of the year' }),
      month: say({ zh: '当月计划', en: 'Plan of the month' }),
      cumulative: say({ zh: '累计计划', en: 'Planned to date' }),
      since: say({ zh: '起始日期', en: 'Since' }),
      days: say({ zh: '天数', en: 'Days' }),
      sum: say({ zh: '合计', en: 'Total' }),
    },
  }
}

/** Every table of the bulletin, numbered as they stand. */
export function bulletinTables(figures: BulletinFigures, locale: Locale) {
  const texts = textsIn(locale)
  return {
    groups: groupsTable(texts, figures),
    gates: gatesTable(texts, figures),
    keyProjects: keyProjectsTable(texts, figures),
    stuck: stuckTable(texts, figures),
    escalations: escalationsTable(texts, figures),
    nextGates: nextGatesTable(texts, figures),
    months: monthsTable(texts, figures),
    passed: passedTable(texts, figures),
    longestStuck: longestStuckTable(texts, figures),
  }
}

const named = (w: Wording, row: { nameZh: string; nameEn: string | null; isSimulated: boolean }): string =>
  row.isSimulated ? w.say({ zh: `${w.nameOf(row)}（模拟）`, en: `${w.nameOf(row)} (simulated)` }) : w.nameOf(row)

const leftOut = (w: Wording, all: number, shown: number): string | null =>
  all > shown ? w.say({ zh: `注：另有${all - shown}项未列出。`, en: `Note: ${all - shown} more are not listed.` }) : null

function groupsTable({ w, unit, title }: Texts, figures: BulletinFigures): BulletinTable {
  const { categories, clusters, reported, plannedYuan, monthYuan, cumulativeYuan, projects } = figures
  const rows = [...categories, ...clusters]
  const amount = wanColumn(rows.flatMap((row) => [row.yearYuan, row.monthYuan, row.cumulativeYuan, row.reported?.cumulativeYuan ?? null]))
  const cells = (
    name: string,
    row: Pick<(typeof categories)[number], 'projects' | 'yearYuan' | 'monthYuan' | 'cumulativeYuan' | 'reported'>,
    kind?: { isTotal?: boolean; level?: number },
  ) =>
    line(
      [
        name,
        String(row.projects),
        amount(row.yearYuan),
        amount(row.monthYuan),
        amount(row.cumulativeYuan),
        amount(row.reported?.cumulativeYuan ?? null),
        row.reported === null ? '—' : w.percent(row.reported.cumulativeYuan, row.cumulativeYuan),
      ],
      kind,
    )
  const inside = (code: string) => clusters.filter(({ categoryCode }) => categoryCode === code)
  const of = w.say({ zh: '其中：', en: 'of which: ' })
  return {
    kind: 'table',
    caption: w.say({ zh: '表1　分类别和产业集群计划与完成', en: 'Table 1: plan and reported figures by category and cluster' }),
    unit,
    columns: [
      left(w.say({ zh: '类别 / 集群', en: 'Category / cluster' }), 27),
      right(title.number, 8),
      right(title.year, 16),
      right(title.month, 14),
      right(title.cumulative, 15),
      right(w.say({ zh: '累计上报', en: 'Reported to date' }), 14),
      right(w.say({ zh: '完成率%', en: 'Done %' }), 7),
    ],
    rows: [
      ...categories.flatMap((category) => [
        cells(w.nameOf(category), category),
        ...inside(category.code).map((cluster, index) => cells(`${index === 0 ? of : ''}${w.nameOf(cluster)}`, cluster, { level: 1 })),
      ]),
      cells(title.sum, { projects, yearYuan: plannedYuan, monthYuan, cumulativeYuan, reported }, { isTotal: true }),
    ],
    note: reported === null ? w.say({ zh: '注：尚无上报数据。', en: 'Note: no figures are reported yet.' }) : null,
  }
}

function gatesTable({ w, title }: Texts, { gates, month }: BulletinFigures): BulletinTable {
  return {
    kind: 'table',
    caption: w.say({ zh: '表2　项目节点', en: 'Table 2: gates of projects' }),
    unit: w.say({ zh: '单位：个', en: 'Unit: projects' }),
    columns: [
      left(title.gate, 28),
      right(title.month, 18),
      right(w.say({ zh: '当月通过', en: 'Passed in the month' }), 18),
      right(w.say({ zh: `${w.upTo(month as YearMonth)}通过`, en: `Passed ${w.upTo(month as YearMonth)}` }), 18),
      right(w.say({ zh: '全年目标', en: 'Target of the year' }), 18),
    ],
    rows: gates.counts.map(({ gate, planned, passed, passedToDate, target }) =>
      line([
        nameIn(w.locale, GATE_NAMES[gate]),
        String(planned),
        String(passed),
        String(passedToDate),
        target === null ? '—' : String(target),
      ]),
    ),
    note: null,
  }
}

function keyProjectsTable({ w, unit, title }: Texts, { topProjects, clusters }: BulletinFigures): BulletinTable {
  const amount = wanColumn(topProjects.flatMap((row) => [row.yearYuan, row.monthYuan, row.cumulativeYuan]))
  const clusterOf = (code: string | null) => {
    const found = clusters.find((cluster) => cluster.code === code)
    return found === undefined ? '—' : w.nameOf(found)
  }
  return {
    kind: 'table',
    caption: w.say({ zh: '表3　全年计划投资最多的项目', en: 'Table 3: the projects with the largest plans of the year' }),
    unit,
    columns: [
      left(title.project, 38),
      left(w.say({ zh: '产业集群', en: 'Cluster' }), 23),
      right(title.year, 14),
      right(title.month, 12),
      right(title.cumulative, 13),
    ],
    rows: topProjects.map((row) =>
      line([named(w, row), clusterOf(row.clusterCode), amount(row.yearYuan), amount(row.monthYuan), amount(row.cumulativeYuan)]),
    ),
    note: null,
  }
}

function stuckTable({ w, unit, title }: Texts, { stuck }: BulletinFigures): BulletinTable {
  const amount = wanColumn(stuck.flatMap((row) => [row.totalYuan, row.planYuan]))
  return {
    kind: 'table',
    caption: w.say({ zh: '表4　滞留清单', en: 'Table 4: projects that stand between two gates' }),
    unit,
    columns: [
      left(w.say({ zh: '清单', en: 'List' }), 32),
      right(title.number, 12),
      right(title.total, 22),
      right(title.year, 20),
      right(w.say({ zh: '最长天数', en: 'Longest, days' }), 14),
    ],
    rows: stuck.map((row) =>
      line([
        nameIn(w.locale, STUCK_NAMES[row.list]),
        String(row.count),
        amount(row.totalYuan),
        amount(row.planYuan),
        row.longestDays === null ? '—' : String(row.longestDays),
      ]),
    ),
    note: null,
  }
}

function escalationsTable({ w, unit, title }: Texts, { escalations }: BulletinFigures): BulletinTable {
  const amount = wanColumn(escalations.rows.map(({ planYuan }) => planYuan))
  const shown = escalations.rows.slice(0, IN_TEXT)
  return {
    kind: 'table',
    caption: w.say({ zh: '表5　督办单和提交领导事项', en: 'Table 5: supervision letters and the list for the leadership' }),
    unit,
    columns: [
      left(title.project, 38),
      left(w.say({ zh: '事由', en: 'About' }), 24),
      center(w.say({ zh: '步骤', en: 'Step' }), 12),
      center(w.say({ zh: '发起日期', en: 'Raised on' }), 14),
      right(title.year, 14),
    ],
    rows: shown.map((row) =>
      line([named(w, row), w.say({ zh: row.ruleZh, en: row.ruleEn }), w.say(STEP_NAMES[row.step]), row.stepOn, amount(row.planYuan)]),
    ),
    note: leftOut(w, escalations.rows.length, shown.length),
  }
}

function nextGatesTable({ w, unit, title }: Texts, { next, escalations }: BulletinFigures): BulletinTable {
  const amount = wanColumn(next.gates.flatMap((row) => [row.totalYuan, row.planYuan]))
  const shown = next.gates.slice(0, IN_TEXT)
  const number = escalations.rows.length === 0 ? 5 : 6
  return {
    kind: 'table',
    caption: w.say({
      zh: `表${number}　${w.month(next.month as YearMonth)}计划节点`,
      en: `Table ${number}: gates planned for ${w.month(next.month as YearMonth)}`,
    }),
    unit,
    columns: [
      left(title.project, 42),
      center(title.gate, 14),
      center(w.say({ zh: '计划日期', en: 'Planned for' }), 15),
      right(title.total, 15),
      right(title.year, 14),
    ],
    rows: shown.map((row) =>
      line([named(w, row), nameIn(w.locale, GATE_NAMES[row.gate]), row.on, amount(row.totalYuan), amount(row.planYuan)]),
    ),
    note: leftOut(w, next.gates.length, shown.length),
  }
}

function monthsTable({ w, unit, title }: Texts, { months, reported, dispatched }: BulletinFigures): BulletinTable {
  const amount = wanColumn(months.flatMap((row) => [row.plannedYuan, row.cumulativeYuan, row.dispatchedYuan, row.reportedYuan]))
  return {
    kind: 'table',
    caption: w.say({ zh: '分月计划与完成', en: 'Planned and done by month' }),
    unit,
    columns: [
      left(w.say({ zh: '月份', en: 'Month' }), 20),
      right(title.month, 20),
      right(title.cumulative, 20),
      right(w.say({ zh: '当月调度', en: 'Dispatched' }), 20),
      right(w.say({ zh: '当月上报', en: 'Reported' }), 20),
    ],
    rows: months.map((row) =>
      line([
        w.monthOfYear(row.month as YearMonth),
        amount(row.plannedYuan),
        amount(row.cumulativeYuan),
        amount(row.dispatchedYuan),
        amount(row.reportedYuan),
      ]),
    ),
    note:
      reported === null && dispatched === null
        ? w.say({ zh: '注：尚无上报数据和调度数据。', en: 'Note: no figures are reported or dispatched yet.' })
        : null,
  }
}

function passedTable({ w, unit, title }: Texts, { gates, month }: BulletinFigures): BulletinTable {
  const amount = wanColumn(gates.passed.flatMap((row) => [row.totalYuan, row.planYuan]))
  const shown = gates.passed.slice(0, IN_APPENDIX)
  return {
    kind: 'table',
    caption: w.say({
      zh: `${w.month(month as YearMonth)}通过节点的项目`,
      en: `Projects that passed a gate in ${w.month(month as YearMonth)}`,
    }),
    unit,
    columns: [
      left(title.project, 38),
      center(title.gate, 12),
      center(w.say({ zh: '通过日期', en: 'Passed on' }), 13),
      center(w.say({ zh: '计划日期', en: 'Planned for' }), 13),
      right(title.total, 13),
      right(title.year, 12),
    ],
    rows: shown.map((row) =>
      line([
        named(w, row),
        nameIn(w.locale, GATE_NAMES[row.gate]),
        row.on,
        row.plannedOn ?? '—',
        amount(row.totalYuan),
        amount(row.planYuan),
      ]),
    ),
    note: leftOut(w, gates.passed.length, shown.length),
  }
}

function longestStuckTable({ w, unit, title }: Texts, { longestStuck, stuck }: BulletinFigures): BulletinTable {
  const amount = wanColumn(longestStuck.map(({ totalYuan }) => totalYuan))
  return {
    kind: 'table',
    caption: w.say({ zh: '滞留时间最长的项目', en: 'The projects that stand still the longest' }),
    unit,
    columns: [
      left(title.project, 36),
      left(w.say({ zh: '清单', en: 'List' }), 18),
      center(title.since, 13),
      right(title.days, 8),
      right(title.total, 13),
      left(w.say({ zh: '服务管家', en: 'Service manager' }), 12),
    ],
    rows: longestStuck.map((row) =>
      line([
        named(w, row),
        nameIn(w.locale, STUCK_NAMES[row.list]),
        row.since,
        String(row.days),
        amount(row.totalYuan),
        row.serviceManager ?? '—',
      ]),
    ),
    note: leftOut(
      w,
      stuck.reduce((sum, { count }) => sum + count, 0),
      longestStuck.length,
    ),
  }
}
