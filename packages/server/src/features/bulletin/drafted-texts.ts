import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import { GATE_NAMES, nameIn, STUCK_NAMES } from '@ballast/contract/names.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { BulletinBlock, DraftedText } from '@ballast/domain/bulletin/blocks.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { wordingIn, type Wording } from './bulletin-words.ts'

export interface Named {
  readonly nameZh: string
  readonly nameEn: string
}

/** As many names as a sentence bears. */
const NAMED = 5
const FIRST_CLUSTERS = 3

/** One of several things that a sentence lists; each of them is a figure of its own. */
interface Item {
  readonly key: string
  readonly text: string
}
type Values = Readonly<Record<string, string | readonly Item[]>>
interface Sentence {
  readonly key: string
  readonly text: { readonly zh: string; readonly en: string }
  readonly values: Values
}

/** The texts of a bulletin as the rules write them from its figures. A sentence without its figure is not written. */
export function draftedTexts(figures: BulletinFigures, zone: Named, locale: Locale): Record<BulletinBlock, DraftedText> {
  const w = wordingIn(locale)
  const plain = (text: { zh: string; en: string }): DraftedText => ({ text: w.say(text), values: {} })
  return {
    overview: written(w, overview(w, figures)),
    clusters: written(w, clusters(w, figures)),
    projects: written(w, projects(w, figures)),
    warnings: written(w, warnings(w, figures)),
    next: written(w, next(w, figures)),
    issuer: plain({ zh: zone.nameZh, en: zone.nameEn }),
    signer: plain({ zh: '', en: '' }),
    distribution: plain({ zh: '报：管委会领导\n送：各有关部门', en: 'To: the leadership of the zone\nCopy: the departments concerned' }),
  }
}

/** A figure with the unit behind it: a bare 3 stands in every third sentence, 3个 does not. */
const TAG = /\{(\w+)\}(个|项|盏|天|亿元|%| [a-z%]+)?/g

function written(w: Wording, sentences: readonly (Sentence | undefined)[]): DraftedText {
  const values: Record<string, string> = {}
  const texts = sentences.map((sentence) => {
    if (sentence === undefined) return []
    return w.say(sentence.text).replaceAll(TAG, (_, name: string, unit = '') => {
      const value = sentence.values[name] ?? ''
      const items =
        typeof value === 'string'
          ? [{ key: name, text: `${value}${unit}` }]
          : value.map((item) => ({ ...item, key: `${name}.${item.key}` }))
      for (const { key, text } of items) if (/\d/.test(text)) values[`${sentence.key}.${key}`] = text
      return typeof value === 'string' ? `${value}${unit}` : `${w.list(value.map(({ text }) => text))}${unit}`
    })
  })
  return { text: texts.flat().join(w.locale === 'en' ? ' ' : ''), values }
}

const sentence = (key: string, zh: string, en: string, values: Values = {}): Sentence => ({ key, text: { zh, en }, values })

function overview(w: Wording, figures: BulletinFigures): (Sentence | undefined)[] {
  const { target, plannedYuan, monthYuan, cumulativeYuan, reported, dispatched } = figures
  const month = figures.month as YearMonth
  const plan = { year: String(figures.year), planned: w.money(plannedYuan), projects: String(figures.projects) }
  return [
    target === null
      ? sentence(
          'plan',
          '{year}年计划安排固定资产投资{planned}亿元，项目{projects}个。',
          'The plan of {year} holds {planned} million yuan of fixed-asset investment in {projects} projects.',
          plan,
        )
      : sentence(
          'plan',
          '{year}年固定资产投资目标{target}亿元，计划安排{planned}亿元，项目{projects}个。',
          'The target of {year} is {target} million yuan of fixed-asset investment; {planned} million are planned in {projects} projects.',
          { ...plan, target: w.money(target.yuan) },
        ),
    sentence(
      'month',
      '{month}计划完成投资{amount}亿元；{upTo}累计计划{cumulative}亿元，占全年计划的{share}%。',
      'For {month}, {amount} million yuan are planned; for {upTo}, {cumulative} million, {share}% of the plan of the year.',
      {
        month: w.month(month),
        upTo: w.upTo(month),
        amount: w.money(monthYuan),
        cumulative: w.money(cumulativeYuan),
        share: w.percent(cumulativeYuan, plannedYuan),
      },
    ),
    ...(reported === null
      ? [
          sentence(
            'not-reported',
            dispatched === null ? '{month}尚无上报数据和调度数据，完成数待上报后填列。' : '{month}尚无上报数据，完成数待上报后填列。',
            dispatched === null ? 'No figures are reported or dispatched for {month} yet.' : 'No figures are reported for {month} yet.',
            { month: w.month(month) },
          ),
        ]
      : reportedSentences(w, figures, reported)),
    dispatched === null
      ? undefined
      : sentence(
          'dispatched',
          '调度数：{month}{amount}亿元，{upTo}累计{cumulative}亿元。',
          'Dispatched: {amount} million yuan in {month}, {cumulative} million in {upTo}.',
          {
            month: w.month(month),
            upTo: w.upTo(month),
            amount: w.money(dispatched.monthYuan),
            cumulative: w.money(dispatched.cumulativeYuan),
          },
        ),
  ]
}

function reportedSentences(w: Wording, figures: BulletinFigures, reported: NonNullable<BulletinFigures['reported']>): Sentence[] {
  const { target, cumulativeYuan } = figures
  const month = figures.month as YearMonth
  const gapFen = parseYuan(cumulativeYuan) - parseYuan(reported.cumulativeYuan)
  const gap = { gap: w.money(formatYuan(gapFen < 0n ? -gapFen : gapFen)) }
  return [
    sentence(
      'reported',
      '{month}上报完成投资（纳统数）{amount}亿元；{upTo}累计{cumulative}亿元，为累计计划的{rate}%',
      'In {month}, {amount} million yuan were reported for the statistics; in {upTo}, {cumulative} million, {rate}% of what was planned',
      {
        month: reported.since === undefined || reported.since === month ? w.month(month) : w.upTo(month),
        upTo: w.upTo(month),
        amount: w.money(reported.monthYuan),
        cumulative: w.money(reported.cumulativeYuan),
        rate: w.percent(reported.cumulativeYuan, cumulativeYuan),
      },
    ),
    gapFen > 0n
      ? sentence('gap', '，比累计计划少{gap}亿元。', '— {gap} million less.', gap)
      : gapFen < 0n
        ? sentence('gap', '，比累计计划多{gap}亿元。', '— {gap} million more.', gap)
        : sentence('even', '，与累计计划持平。', '— as planned.'),
    ...(target === null
      ? []
      : [
          sentence('of-target', '累计完成年度目标的{share}%。', 'That is {share}% of the target of the year.', {
            share: w.percent(reported.cumulativeYuan, target.yuan),
          }),
        ]),
  ]
}

function clusters(w: Wording, { categories, clusters: all, cumulativeYuan, month }: BulletinFigures): (Sentence | undefined)[] {
  const upTo = w.upTo(month as YearMonth)
  const isPlanned = ({ cumulativeYuan: yuan }: { cumulativeYuan: string }) => parseYuan(yuan) !== 0n
  const withShare = (row: Named & { cumulativeYuan: string }) =>
    w.say({
      zh: `${row.nameZh}${w.money(row.cumulativeYuan)}亿元（占${w.percent(row.cumulativeYuan, cumulativeYuan)}%）`,
      en: `${row.nameEn} ${w.money(row.cumulativeYuan)} million yuan (${w.percent(row.cumulativeYuan, cumulativeYuan)}%)`,
    })
  const largest = all.filter(isPlanned).toSorted((a, b) => (parseYuan(a.cumulativeYuan) < parseYuan(b.cumulativeYuan) ? 1 : -1))
  const of = (rows: readonly (Named & { code: string; cumulativeYuan: string })[]): Values => ({
    upTo,
    list: rows.map((row) => ({ key: row.code, text: withShare(row) })),
  })
  const planned = categories.filter(isPlanned)
  return [
    planned.length === 0
      ? sentence('none', '{upTo}没有计划投资。', 'Nothing is planned for {upTo}.', { upTo })
      : sentence('categories', '分类别看，{upTo}累计计划：{list}。', 'Planned for {upTo} by category: {list}.', of(planned)),
    largest.length === 0
      ? undefined
      : sentence(
          'clusters',
          '分产业集群看，累计计划居前的是{list}。',
          'The clusters with the largest plans up to then: {list}.',
          of(largest.slice(0, FIRST_CLUSTERS)),
        ),
  ]
}

function projects(w: Wording, { gates, month }: BulletinFigures): (Sentence | undefined)[] {
  const [on, upTo] = [w.month(month as YearMonth), w.upTo(month as YearMonth)]
  const counted = (of: 'passed' | 'planned' | 'passedToDate') =>
    countItems(
      w,
      gates.counts.map((row) => ({ gate: row.gate, count: row[of] })),
    )
  const starts = gates.passed.filter(({ gate }) => gate === 'construction_start')
  const toDate = gates.counts.filter(({ passedToDate, target }) => passedToDate > 0 || target !== null)
  return [
    gates.passed.length === 0
      ? sentence('none', '{month}没有项目通过节点。', 'No project passed a gate in {month}.', { month: on })
      : sentence('passed', '{month}项目通过节点{count}个：{list}。', 'In {month} projects passed {count} gates: {list}.', {
          month: on,
          count: String(gates.passed.length),
          list: counted('passed'),
        }),
    gates.counts.some(({ planned }) => planned > 0)
      ? sentence('planned', '当月计划：{list}。', 'Planned for the month: {list}.', { list: counted('planned') })
      : undefined,
    starts.length === 0
      ? undefined
      : sentence('starts', '当月开工：{names}{more}。', 'Construction started: {names}{more}.', {
          names: w.list(starts.slice(0, NAMED).map(w.nameOf)),
          more: starts.length > NAMED ? w.say({ zh: `等${starts.length}个项目`, en: ` and ${starts.length - NAMED} more` }) : '',
        }),
    toDate.length === 0
      ? undefined
      : sentence('to-date', '{upTo}累计：{list}。', 'In {upTo} as a whole: {list}.', {
          upTo,
          list: toDate.map(({ gate, passedToDate, target }) => ({
            key: gate,
            text:
              target === null
                ? countText(w, gate, passedToDate)
                : w.say({
                    zh: `${GATE_NAMES[gate].zh}${passedToDate}个（全年目标${target}个）`,
                    en: `${GATE_NAMES[gate].en.toLowerCase()} ${passedToDate} (target of the year ${target})`,
                  }),
          })),
        }),
  ]
}

const countText = (w: Wording, gate: LifeGate, count: number): string =>
  w.say({ zh: `${GATE_NAMES[gate].zh}${count}个`, en: `${GATE_NAMES[gate].en.toLowerCase()} ${count}` })

const countItems = (w: Wording, counts: readonly { gate: LifeGate; count: number }[]): Item[] =>
  counts.filter(({ count }) => count > 0).map(({ gate, count }) => ({ key: gate, text: countText(w, gate, count) }))

function warnings(w: Wording, { lights, stuck, escalations, businessOn }: BulletinFigures): (Sentence | undefined)[] {
  const standing = stuck.filter(({ count }) => count > 0)
  const count = (step: string) => String(escalations.steps.find((row) => row.step === step)?.count ?? 0)
  return [
    sentence(
      'lights',
      '截至{date}，预警亮灯{all}盏，其中红灯{red}盏、黄灯{yellow}盏；亮红灯的项目{projects}个，涉及全年计划{amount}亿元。',
      'On {date}, {all} warning lights are on, {red} red and {yellow} yellow; {projects} projects with a red one hold {amount} million yuan of the plan of the year.',
      {
        date: w.date(businessOn as PlainDate),
        all: String(lights.red + lights.yellow),
        red: String(lights.red),
        yellow: String(lights.yellow),
        projects: String(lights.redProjects),
        amount: w.money(lights.redYuan),
      },
    ),
    standing.length === 0
      ? sentence('no-stuck', '没有滞留项目。', 'No project stands still between two gates.')
      : sentence('stuck', '滞留项目：{list}。', 'Standing still: {list}.', {
          list: standing.map((row) => ({
            key: row.list,
            text: w.say({
              zh: `${STUCK_NAMES[row.list].zh}${row.count}个（总投资${w.money(row.totalYuan)}亿元，最长${row.longestDays}天）`,
              en: `${nameIn('en', STUCK_NAMES[row.list]).toLowerCase()} ${row.count} (total investment ${w.money(row.totalYuan)} million yuan, the longest for ${row.longestDays} days)`,
            }),
          })),
        }),
    escalations.count === 0
      ? sentence('no-escalations', '目前没有督办事项。', 'Nothing is being followed up.')
      : sentence(
          'escalations',
          '正在督办{count}项：提醒{reminder}项、督办单{supervision}项、提交领导{leadership}项，涉及全年计划{amount}亿元。',
          '{count} matters are followed up: {reminder} reminders, {supervision} supervision letters, {leadership} on the list for the leadership; they concern {amount} million yuan of the plan of the year.',
          {
            count: String(escalations.count),
            reminder: count('reminder'),
            supervision: count('supervision'),
            leadership: count('leadership'),
            amount: w.money(escalations.planYuan),
          },
        ),
  ]
}

function next(w: Wording, { next: coming }: BulletinFigures): (Sentence | undefined)[] {
  const month = w.month(coming.month as YearMonth)
  const counted = coming.counts.filter(({ planned }) => planned > 0)
  const starts = coming.gates.filter(({ gate }) => gate === 'construction_start')
  return [
    coming.plannedYuan === null
      ? sentence('no-plan', '{month}所属年度的计划尚未生效。', 'The plan of the year of {month} is not in force yet.', {
          month: w.monthOfYear(coming.month as YearMonth),
        })
      : sentence('amount', '{month}计划完成投资{amount}亿元。', '{amount} million yuan are planned for {month}.', {
          month,
          amount: w.money(coming.plannedYuan),
        }),
    counted.length === 0
      ? sentence('no-gates', '{month}没有待通过的计划节点。', 'No gate is planned for {month}.', { month })
      : sentence('gates', '{month}计划通过节点：{list}。', 'Gates planned for {month}: {list}.', {
          month,
          list: countItems(
            w,
            counted.map(({ gate, planned }) => ({ gate, count: planned })),
          ),
        }),
    starts.length === 0
      ? undefined
      : sentence('starts', '计划开工：{names}{more}。', 'Construction to start: {names}{more}.', {
          names: w.list(starts.slice(0, NAMED).map(w.nameOf)),
          more: starts.length > NAMED ? w.say({ zh: `等${starts.length}个项目`, en: ` and ${starts.length - NAMED} more` }) : '',
        }),
  ]
}
