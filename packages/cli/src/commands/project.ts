import type { ProjectListRow } from '@ballast/contract/project.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { EXIT, YEAR, operand, print, textOption, wholeOption, yearOption, type Command, type Run } from '../command.ts'
import { percent, wan, wanTitle, yi } from '../draw.ts'
import { codeName, gateName, nameOf, sourceName } from '../names.ts'
import { textTable } from '../text-table.ts'

/** Amounts of the plan have a source of their own, also where the project itself is public. */
const simulatedNote = (run: Run, isSimulated: boolean): string[] =>
  isSimulated ? [run.say('计划金额含模拟数据', 'Amounts of the plan contain simulated data')] : []
export const projectCommands: readonly Command[] = [
  {
    name: 'project list',
    summary: { zh: '项目列表', en: 'list projects' },
    options: {
      year: YEAR,
      search: { value: 'TEXT', zh: '名称、代码、拼音或拼音首字母', en: 'name, code, pinyin or pinyin initials' },
      category: { value: 'CODE', zh: '类别代码', en: 'code of a category' },
      cluster: { value: 'CODE', zh: '集群代码', en: 'code of a cluster' },
      sort: { value: 'COLUMN', zh: '排序列，前加 - 为降序', en: 'column; - in front: descending' },
      limit: { value: 'N', zh: '最多几个（默认 50）', en: 'how many at most (default 50)' },
      all: { zh: '全部', en: 'all of them' },
      'public-only': { zh: '只看公开事实', en: 'public facts only' },
    },
    examples: [
      'project list --year 2024',
      'project list --search jdf',
      'project list --cluster it --sort -planYuan --all --json',
      'project list --category public_service --public-only',
    ],
    run: async (run) => {
      const client = await run.client()
      const text = (name: string, key: string) => (textOption(run, name) === undefined ? {} : { [key]: textOption(run, name) })
      const limit = run.options['all'] === true ? 500 : wholeOption(run, 'limit', { least: 1, most: 500 }, 50)
      const year = await yearOption(run)
      const query = {
        ...text('search', 'q'),
        ...text('category', 'categoryCode'),
        ...text('cluster', 'clusterCode'),
        ...text('sort', 'sort'),
        planYear: year,
        ...(run.options['public-only'] === true ? { publicOnly: true } : {}),
        limit,
      }
      const first = await client('project.list', { query })
      const rows: ProjectListRow[] = [...first.rows]
      for (let next = run.options['all'] === true ? first.next : null; next !== null; ) {
        const page = await client('project.list', { query: { ...query, cursor: next } })
        rows.push(...page.rows)
        next = page.next
      }
      const lists = run.json ? undefined : await client('code-list.read', {})
      print(run, { ...first, rows, next: run.options['all'] === true ? null : first.next }, () => {
        const table = textTable(
          [
            { title: run.say('编号', 'number') },
            { title: run.say('名称', 'name') },
            { title: run.say('类别', 'category') },
            { title: run.say('集群', 'cluster') },
            { title: wanTitle(run, '总投资', 'total'), align: 'decimal' },
            { title: wanTitle(run, `${first.planYear} 年计划`, `plan ${first.planYear}`), align: 'right' },
            { title: run.say('地块', 'parcels') },
            { title: run.say('来源', 'source') },
          ],
          rows.map((row) => [
            row.projectNo,
            nameOf(run, row),
            codeName(run, lists?.categories, row.categoryCode),
            codeName(run, lists?.clusters, row.clusterCode),
            wan(row.totalYuan),
            wan(row.planYuan),
            row.parcelNames.join(', '),
            sourceName(run, row.sourceKind),
          ]),
        )
        const notes = simulatedNote(
          run,
          rows.some((row) => row.planSourceKind === 'simulated'),
        )
        if (!first.totals) return [table, ...notes].join('\n\n')
        const { count, totalYuan, planYuan } = first.totals
        const sums = run.say(
          `共 ${count} 个项目，列出 ${rows.length} 个；总投资 ${yi(totalYuan)} 亿元，计划 ${yi(planYuan)} 亿元`,
          `${count} projects, ${rows.length} shown; total ${yi(totalYuan)}, plan ${yi(planYuan)} (100 M yuan)`,
        )
        return [table, [sums, ...notes].join('\n')].join('\n\n')
      })
    },
  },
  {
    name: 'project show',
    operands: 'NO',
    summary: { zh: '一个项目的全部事实', en: 'everything about one project' },
    examples: ['project show ET24-001', 'project show ET24-001 --json'],
    run: async (run) => {
      const client = await run.client()
      const projectNo = operand(run, 0, 'NO')
      const { rows } = await client('project.list', { query: { projectNo, limit: 1 } })
      const [row] = rows
      if (!row) {
        run.terminal.err(run.say(`没有项目 ${projectNo}`, `There is no project ${projectNo}`))
        return EXIT.refused
      }
      const project = await client('project.show', { params: { projectId: row.projectId } })
      const lists = run.json ? undefined : await client('code-list.read', {})
      print(run, project, () => {
        const facts: [string, string | null][] = [
          [run.say('编号', 'number'), project.projectNo],
          [run.say('项目代码', 'national code'), project.projectCode],
          [run.say('名称', 'name'), nameOf(run, project)],
          [run.say('业主', 'owner'), project.owner?.nameZh ?? null],
          [run.say('类别', 'category'), project.categoryCode && codeName(run, lists?.categories, project.categoryCode)],
          [run.say('集群', 'cluster'), project.clusterCode && codeName(run, lists?.clusters, project.clusterCode)],
          [wanTitle(run, '总投资', 'total'), project.totalYuan === null ? null : wan(project.totalYuan)],
          [run.say('牵头部门', 'bureau'), project.bureauCode && codeName(run, lists?.lists['bureau'], project.bureauCode)],
          [run.say('服务管家', 'service manager'), project.serviceManager],
          ...Object.entries(project.gates).map(([gate, date]): [string, string | null] => [gateName(run, gate as LifeGate), date]),
          [run.say('来源', 'source'), sourceName(run, project.sourceKind)],
          [run.say('出处', 'citation'), project.citation],
        ]
        const plans = project.plans.flatMap((plan) => [
          run.say(`${plan.year} 年计划 ${yi(plan.plannedYuan)} 亿元`, `Plan ${plan.year}: ${yi(plan.plannedYuan)} (100 M yuan)`),
          textTable(
            [
              { title: run.say('月份', 'month') },
              { title: wanTitle(run, '建筑', 'construction'), align: 'decimal' },
              { title: wanTitle(run, '安装', 'installation'), align: 'decimal' },
              { title: wanTitle(run, '设备', 'equipment'), align: 'decimal' },
              { title: wanTitle(run, '其他', 'other'), align: 'decimal' },
              { title: wanTitle(run, '合计', 'total'), align: 'decimal' },
            ],
            plan.months.map((month) => [
              month.month,
              wan(month.constructionYuan),
              wan(month.installationYuan),
              wan(month.equipmentYuan),
              wan(month.otherYuan),
              wan(month.yuan),
            ]),
          ),
          textTable(
            [
              { title: run.say('地块', 'parcel') },
              { title: run.say('份额', 'share'), align: 'right' },
              { title: wanTitle(run, '金额', 'amount'), align: 'decimal' },
            ],
            plan.shares.map((share) => [share.name, percent(share.share), wan(share.yuan)]),
          ),
        ])
        return [
          textTable(
            [{ title: run.say('事项', 'fact') }, { title: run.say('内容', 'value') }],
            facts.filter(([, value]) => value !== null).map(([name, value]) => [name, value ?? '']),
          ),
          ...plans,
        ].join('\n\n')
      })
      return EXIT.ok
    },
  },
]
