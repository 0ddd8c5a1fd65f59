import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  backtestBudget,
  backtestSynthetic,
  readBudgetFile,
  type BudgetBacktest,
  type LevelScore,
  type SyntheticBacktest,
} from '@ballast/forecast/index.ts'
import { print, textOption, UsageError, wholeOption, type Command, type Run } from '../command.ts'
import { textTable } from '../text-table.ts'

const GZIP_MAGIC = 0x1f8b

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UsageError(error.message)
  })
  return (bytes.length > 1 && bytes.readUInt16BE(0) === GZIP_MAGIC ? gunzipSync(bytes) : bytes).toString('utf8')
}

const percent = (share: number, digits = 0) => `${(share * 1e2).toFixed(digits)}%`

function drawBudget(run: Run, { origins, levels, cash }: BudgetBacktest): string {
  const names: readonly [LevelScore, string][] = [
    [levels.total, run.say('合计', 'total')],
    [levels.type, run.say('项目类型', 'project type')],
    [levels.line, run.say('预算条目', 'budget line')],
  ]
  return [
    run.say(
      `起报年度 ${origins.join('、')}；每次只用当时已知的数据；得分 CRPS，百万美元，越小越好`,
      `origins ${origins.join(', ')}; each with what was known then; scores are CRPS in USD million, smaller is better`,
    ),
    textTable(
      [
        { title: run.say('层级', 'level') },
        ...['n', run.say('八成区间命中', 'coverage of 80%'), 'CRPS', run.say('计划', 'plan'), run.say('上年比率', 'last ratio')].map(
          (title) => ({ title, align: 'right' as const }),
        ),
        ...['EVM', run.say('自身历史比率', 'own past ratios'), run.say('同规模', 'same size')].map((title) => ({
          title,
          align: 'right' as const,
        })),
      ],
      names.map(([level, name]) => [
        name,
        String(level.n),
        percent(level.coverage80),
        ...[level.crps, level.crpsPlan, level.crpsLastYearRatio, level.crpsEvm, level.crpsStrongNaive].map((score) => score.toFixed(2)),
        level === levels.line ? levels.line.crpsClimatology.toFixed(2) : '',
      ]),
    ),
    run.say(
      `由期初合同负债推算当年支付：平均偏差 ${percent(cash.mape, 1)}（按上年金额 ${percent(cash.mapeLastYear, 1)}，n=${cash.n}）`,
      `cash of the year from opening liability: mean error ${percent(cash.mape, 1)} (last year's amount ${percent(cash.mapeLastYear, 1)}, n=${cash.n})`,
    ),
  ].join('\n')
}

function drawSynthetic(run: Run, { months, seeds, yearsPerSeed }: SyntheticBacktest): string {
  const right = (title: string) => ({ title, align: 'right' as const })
  return [
    run.say(
      `${seeds} 个虚构开发区 × ${yearsPerSeed} 年；得分按占年度计划的比例，越小越好`,
      `${seeds} made-up zones × ${yearsPerSeed} years; scores as parts of the year's plan, smaller is better`,
    ),
    textTable(
      [
        { title: run.say('已知至', 'known through') },
        ...['n', run.say('八成区间命中', 'coverage of 80%'), 'CRPS', run.say('最好的简单方法', 'best simple method')].map(right),
        ...[run.say('同月比例', 'same month'), run.say('中位数偏差', 'error of median'), 'Brier'].map(right),
      ],
      Object.entries(months).map(([month, score]) => [
        month,
        String(score.n),
        percent(score.coverage80),
        score.crps.toFixed(4),
        `${score.crpsBest.toFixed(4)} ${score.best}`,
        score.crpsSameMonth.toFixed(4),
        percent(score.mae, 1),
        score.brier.toFixed(3),
      ]),
    ),
  ].join('\n')
}

/** Scores of a result, whatever its kind; baselines and counts are not scores of ours. */
const SCORES = new Set(['coverage80', 'crps', 'mae', 'mape', 'brier'])

/** Every score by the path to it: "levels.type.crps". */
function scoresOf(value: unknown, path: readonly string[] = []): [string, number][] {
  if (typeof value === 'number') return SCORES.has(path.at(-1) ?? '') ? [[path.join('.'), value]] : []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => scoresOf(inner, [...path, key]))
}

type Earlier = ReadonlyMap<string, number>

/** The scores of an earlier result that --against names; undefined: none was named. */
async function earlierScores(run: Run, part: 'levels' | 'months'): Promise<Earlier | undefined> {
  const path = textOption(run, 'against')
  if (path === undefined) return undefined
  const text = await textOf(resolve(path))
  let scores: [string, number][] = []
  try {
    scores = scoresOf(JSON.parse(text))
  } catch {
    // What is no JSON has no scores.
  }
  if (!scores.some(([name]) => name.startsWith(`${part}.`)))
    throw new UsageError(run.say(`${path} 不是同一种回测的结果（--json）`, `${path} is no result (--json) of the same backtest`))
  return new Map(scores)
}

/** Scores of an earlier run beside those of this one: a change of the method shows what it changes. */
function drawAgainst(run: Run, before: Earlier, now: BudgetBacktest | SyntheticBacktest): string {
  const right = (title: string) => ({ title, align: 'right' as const })
  return textTable(
    [
      { title: run.say('得分', 'score') },
      right(run.say('原来', 'before')),
      right(run.say('现在', 'now')),
      right(run.say('变化', 'change')),
    ],
    scoresOf(now).map(([name, score]) => {
      const old = before.get(name)
      const change = old === undefined || old === 0 ? '—' : `${score > old ? '+' : ''}${percent(score / old - 1, 1)}`
      return [name, old === undefined ? '—' : old.toPrecision(4), score.toPrecision(4), change]
    }),
  )
}

function tell<Result extends BudgetBacktest | SyntheticBacktest>(
  run: Run,
  result: Result,
  before: Earlier | undefined,
  draw: (result: Result) => string,
): void {
  print(run, result, (shown) => [draw(shown), ...(before === undefined ? [] : ['', drawAgainst(run, before, shown)])].join('\n'))
}

export const backtestCommands: readonly Command[] = [
  {
    name: 'forecast backtest',
    summary: {
      zh: '回测预测方法：逐年起报，只用当时已知的数据，与各种简单方法比较',
      en: 'test the forecast on the past: year by year with what was known then, beside simple methods',
    },
    options: {
      nyc: {
        value: 'FILE',
        zh: '纽约市资本承诺计划的预算条目文件（.csv 或 .csv.gz）',
        en: 'budget lines of New York City’s capital commitment plans (.csv or .csv.gz)',
      },
      synthetic: { zh: '用内置的虚构开发区，逐年在 M0、M3、M6、M9 起报', en: 'made-up zones instead, each year at M0, M3, M6 and M9' },
      seeds: { value: 'N', zh: '虚构开发区的个数（默认 10）', en: 'how many made-up zones (default 10)' },
      first: {
        value: 'N',
        zh: '第一个虚构开发区的编号（默认 1；参数在 1001 起的开发区上调定）',
        en: 'number of the first made-up zone (default 1; settings were tuned from 1001 on)',
      },
      draws: { value: 'N', zh: '每次预测的抽样数（默认 1000）', en: 'draws of each forecast (default 1000)' },
      seed: { value: 'N', zh: '随机数种子（默认 1）', en: 'seed of the random numbers (default 1)' },
      against: {
        value: 'FILE',
        zh: '以前一次回测的结果（--json），并列新旧得分',
        en: 'an earlier result (--json): its scores beside the new ones',
      },
    },
    examples: ['forecast backtest --nyc budget-lines.csv.gz --against before.json', 'forecast backtest --synthetic --seeds 60 --json'],
    run: async (run) => {
      const draws = wholeOption(run, 'draws', { least: 100, most: 100_000 }, 1000)
      const seed = wholeOption(run, 'seed', { least: 0, most: 2 ** 31 - 1 }, 1)
      const file = textOption(run, 'nyc')
      if ((file === undefined) !== (run.options['synthetic'] === true)) {
        throw new UsageError(run.say('需要 --nyc FILE 或 --synthetic 之一', 'Give either --nyc FILE or --synthetic'))
      }
      if (file === undefined) {
        const seeds = wholeOption(run, 'seeds', { least: 1, most: 1000 }, 10)
        const first = wholeOption(run, 'first', { least: 1, most: 1_000_000 }, 1)
        const before = await earlierScores(run, 'months')
        tell(run, backtestSynthetic({ seeds, draws, first }), before, (result) => drawSynthetic(run, result))
        return
      }
      const books = readBudgetFile(await textOf(resolve(file)))
      const before = await earlierScores(run, 'levels')
      tell(run, backtestBudget(books, { draws, seed }), before, (result) => drawBudget(run, result))
    },
  },
]
