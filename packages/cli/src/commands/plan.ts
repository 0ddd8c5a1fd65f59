import type { Client } from '@ballast/contract/client.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { EXIT, UsageError, VERSION, YEAR, operand, print, textOption, yearOption, type Command, type Run } from '../command.ts'
import { percent, wan, wanTitle, yi, yiTitle } from '../draw.ts'
import { textTable } from '../text-table.ts'

/** The version that a number ("2"), an id or the beginning of one names. */
export async function versionNamed(run: Run, client: Client, year: number, given: string): Promise<string> {
  const { versions } = await client('plan.versions', { params: { year } })
  const found = versions.filter((version) =>
    /^\d{1,5}$/.test(given) ? version.number === Number(given) : version.versionId.startsWith(given),
  )
  const [only] = found
  if (only !== undefined && found.length === 1) return only.versionId
  const known = versions.map((version) => version.number ?? version.versionId).join(', ')
  throw new UsageError(run.say(`没有版本 ${given}（有：${known}）`, `There is no version ${given} (there are: ${known})`))
}

/** `{ versionId }` for --version, nothing for the version in force. */
export async function versionQuery(run: Run, client: Client, year: number): Promise<{ versionId?: string }> {
  const given = textOption(run, 'version')
  return given === undefined ? {} : { versionId: await versionNamed(run, client, year, given) }
}

const versionTitle = (run: Run, plan: { title: string; version: number | null }) =>
  plan.version === null
    ? run.say(`草案「${plan.title}」`, `draft "${plan.title}"`)
    : run.say(`第 ${plan.version} 版`, `version ${plan.version}`)

export const planCommands: readonly Command[] = [
  {
    name: 'plan show',
    summary: { zh: '年度计划总览', en: 'the year plan at a glance' },
    options: { year: YEAR, version: VERSION },
    examples: ['plan show --year 2024', 'plan show --year 2024 --json', 'plan show --year 2024 --version 1 --lang en'],
    run: async (run) => {
      const client = await run.client()
      const year = await yearOption(run)
      const plan = await client('plan.show', { params: { year }, query: await versionQuery(run, client, year) })
      print(run, plan, () => {
        const facts: [string, string][] = [
          [yiTitle(run, '目标', 'target'), yi(plan.totalYuan)],
          [yiTitle(run, '项目计划合计', 'planned on projects'), yi(plan.plannedYuan)],
          [yiTitle(run, '已落地', 'placed on parcels'), yi(plan.allocatedYuan)],
          [yiTitle(run, '悬空', 'floating'), yi(plan.floatingYuan)],
          [yiTitle(run, '不可纳统', 'not countable'), yi(plan.notCountableYuan)],
          [run.say('产业占比', 'industry share'), percent(plan.industryShare)],
          [run.say('项目', 'projects'), String(plan.projects)],
          [run.say('地块', 'parcels'), String(plan.parcels)],
        ]
        const group = (title: string, rows: readonly { name: string; frameYuan: string; plannedYuan: string }[]) =>
          textTable(
            [
              { title },
              { title: yiTitle(run, '分解额', 'frame'), align: 'decimal' },
              { title: yiTitle(run, '计划', 'planned'), align: 'decimal' },
            ],
            rows.map((row) => [row.name, yi(row.frameYuan), yi(row.plannedYuan)]),
          )
        return [
          `${plan.year} ${versionTitle(run, plan)}`,
          textTable([{ title: run.say('指标', 'figure') }, { title: run.say('数值', 'value'), align: 'right' }], facts),
          group(run.say('类别', 'category'), plan.byCategory),
          group(run.say('集群', 'cluster'), plan.byCluster),
          textTable(
            [{ title: run.say('月份', 'month') }, { title: wanTitle(run, '计划', 'planned'), align: 'decimal' }],
            plan.byMonth.map((row) => [row.month, wan(row.yuan)]),
          ),
        ].join('\n\n')
      })
    },
  },
  {
    name: 'plan check',
    summary: { zh: '检查：没有悬空，列出每一处问题', en: 'the check: nothing floats; every breach is listed' },
    options: { year: YEAR, version: VERSION, warnings: { zh: '有未接受的警告时也返回 1', en: 'exit 1 for open warnings as well' } },
    examples: ['plan check --year 2024', 'plan check --year 2024 --warnings', 'plan check --year 2024 --version 1 --json'],
    run: async (run) => {
      const client = await run.client()
      const year = await yearOption(run)
      const check = await client('plan.check', { params: { year }, query: await versionQuery(run, client, year) })
      print(run, check, () => {
        const head = run.say(
          `错误 ${check.errors} · 警告 ${check.warnings}（未接受 ${check.openWarnings}）· 悬空 ${yi(check.floatingYuan)} 亿元`,
          `${check.errors} errors · ${check.warnings} warnings (${check.openWarnings} open) · floating ${yi(check.floatingYuan)} (100 M yuan)`,
        )
        if (check.breaches.length === 0) return `${head}\n${run.say('没有问题', 'Nothing found')}`
        const rows = check.breaches.map((breach) => [
          breach.severity === 'error'
            ? run.say('错误', 'error')
            : breach.acceptance
              ? run.say('已接受', 'accepted')
              : run.say('警告', 'warning'),
          breach.rule,
          breach.code,
          wan(breach.amountYuan),
          breach.sentence,
        ])
        return `${head}\n${textTable(
          [
            { title: run.say('级别', 'level') },
            { title: run.say('规则', 'rule') },
            { title: run.say('对象', 'subject') },
            { title: wanTitle(run, '金额', 'amount'), align: 'decimal' },
            { title: run.say('说明', 'what is wrong') },
          ],
          rows,
        )}`
      })
      const isFound = check.errors > 0 || (run.options['warnings'] === true && check.openWarnings > 0)
      return isFound ? EXIT.refused : EXIT.ok
    },
  },
  {
    name: 'plan diff',
    operands: 'FROM TO',
    summary: { zh: '两个版本的差别：谁增谁减，是否净零', en: 'what changed between two versions: who gained, who lost, net zero or not' },
    options: { year: YEAR },
    examples: ['plan diff 1 2 --year 2024', 'plan diff 1 0198f3 --year 2024 --json'],
    run: async (run) => {
      const client = await run.client()
      const year = await yearOption(run)
      const from = await versionNamed(run, client, year, operand(run, 0, 'FROM'))
      const to = await versionNamed(run, client, year, operand(run, 1, 'TO'))
      const diff = await client('plan.diff', { query: { from, to } })
      const signed = (yuan: string) => `${parseYuan(yuan) > 0n ? '+' : ''}${wan(yuan)}`
      print(run, diff, () =>
        [
          run.say(
            `增 ${signed(diff.gainedYuan)} · 减 ${signed(diff.lostYuan)} · 净 ${signed(diff.netYuan)} 万元`,
            `gained ${signed(diff.gainedYuan)} · lost ${signed(diff.lostYuan)} · net ${signed(diff.netYuan)} (10 k yuan)`,
          ),
          ...(diff.targets.length === 0
            ? []
            : [
                textTable(
                  [{ title: run.say('目标', 'target') }, { title: run.say('原', 'before') }, { title: run.say('现', 'after') }],
                  diff.targets.map((target) => [target.key, target.before ?? '—', target.after ?? '—']),
                ),
              ]),
          textTable(
            [
              { title: run.say('项目', 'project') },
              { title: run.say('名称', 'name') },
              { title: wanTitle(run, '原', 'before'), align: 'decimal' },
              { title: wanTitle(run, '现', 'after'), align: 'decimal' },
              { title: wanTitle(run, '差', 'difference'), align: 'decimal' },
            ],
            diff.projects.map((row) => [row.projectNo, row.nameZh, wan(row.beforeYuan), wan(row.afterYuan), signed(row.deltaYuan)]),
          ),
        ].join('\n\n'),
      )
    },
  },
]
