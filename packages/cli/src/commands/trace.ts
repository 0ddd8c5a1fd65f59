import type { Client } from '@ballast/contract/client.ts'
import type { PlanTrace } from '@ballast/contract/cockpit.ts'
import type { RouteRequest } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { EXIT, UsageError, VERSION, YEAR, print, textOption, yearOption, type Command, type Run } from '../command.ts'
import { yi, yiTitle } from '../draw.ts'
import { sourceName } from '../names.ts'
import { textTable } from '../text-table.ts'
import { versionQuery } from './plan.ts'

type TraceQuery = RouteRequest<Routes['plan.trace']>['query']

const LEVELS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  target: ['目标', 'target'],
  category: ['类别', 'category'],
  cluster: ['集群', 'cluster'],
  project: ['项目', 'project'],
  parcel: ['地块', 'parcel'],
  month: ['月份', 'month'],
  composition: ['构成', 'composition'],
}
const levelName = (run: Run, level: string): string => {
  const [zh = level, en = level] = LEVELS[level] ?? []
  return run.say(zh, en)
}

function drawTrace(run: Run, trace: PlanTrace): string {
  const steps = textTable(
    [
      { title: run.say('层级', 'level') },
      { title: run.say('名称', 'name') },
      { title: yiTitle(run, '金额', 'amount'), align: 'decimal' },
      { title: yiTitle(run, '下级合计', 'sum of the lines below'), align: 'decimal' },
      { title: '' },
    ],
    trace.steps.map((step) => [
      levelName(run, step.level),
      step.name === step.code ? step.name : `${step.name} [${step.code}]`,
      yi(step.yuan),
      yi(step.childrenSumYuan),
      step.equal ? run.say('相等', 'equal') : run.say('不等', 'DIFFERS'),
    ]),
  )
  const last = trace.steps.at(-1)
  const lines = textTable(
    [
      { title: run.say('下级', 'line below') },
      { title: run.say('名称', 'name') },
      { title: yiTitle(run, '金额', 'amount'), align: 'decimal' },
      { title: run.say('来源', 'source') },
    ],
    trace.children.map((child) => [
      levelName(run, child.level),
      child.name === child.code ? child.name : `${child.name} [${child.code}]`,
      yi(child.yuan),
      sourceName(run, child.sourceKind),
    ]),
  )
  return `${steps}\n\n${last === undefined ? '' : `${levelName(run, last.level)} ${last.name}${run.say('：', ':')}\n`}${lines}`
}

/** Finds the parcel by any of its names, and the project that has most of its plan there. */
async function pathToParcel(
  run: Run,
  client: Client,
  ask: (query: TraceQuery) => Promise<PlanTrace>,
  { name, year }: { name: string; year: number },
): Promise<TraceQuery> {
  const { rows } = await client('parcel.list', { query: { q: name, limit: 50 } })
  const found = rows.find((row) => row.names.includes(name)) ?? (rows.length === 1 ? rows[0] : undefined)
  if (!found) throw new UsageError(run.say(`没有地块「${name}」`, `There is no parcel "${name}"`))
  const { projects } = await client('parcel.show', { params: { parcelId: found.parcelId }, query: { planYear: year } })
  const [project, ...others] = projects.filter((item) => item.planYuan !== null).sort((a, b) => Number(b.planYuan) - Number(a.planYuan))
  if (!project) throw new UsageError(run.say(`地块「${name}」上没有计划`, `No plan stands on the parcel "${name}"`))
  if (others.length > 0) {
    const list = others.map((item) => item.projectNo).join(', ')
    run.terminal.err(run.say(`该地块还有项目 ${list}`, `Other projects on this parcel: ${list}`))
  }
  const path = { projectNo: project.projectNo, parcelId: found.parcelId }
  await ask(path)
  return path
}

/** The id of a parcel that is named on the way down: one of the project's own. */
async function parcelOfProject(run: Run, ask: (query: TraceQuery) => Promise<PlanTrace>, path: TraceQuery, name: string): Promise<string> {
  if (name === '-') return name
  const { children } = await ask(path)
  const child = children.find((item) => item.level === 'parcel' && [item.id, item.code, item.name, item.nameZh].includes(name))
  if (child) return child.id ?? child.code
  const known = children.map((item) => item.name).join(', ')
  throw new UsageError(
    run.say(`该项目的计划不在地块「${name}」上（在：${known}）`, `The project's plan is not on the parcel "${name}" (it is on: ${known})`),
  )
}

export const traceCommands: readonly Command[] = [
  {
    name: 'plan trace',
    summary: {
      zh: '追溯：从目标逐级到地块、月份、构成，每级合计相等',
      en: 'trace from the target to parcel, month and composition; each sum is printed and equal',
    },
    options: {
      year: YEAR,
      version: VERSION,
      category: { value: 'CODE', zh: '类别代码', en: 'code of a category' },
      cluster: { value: 'CODE', zh: '集群代码', en: 'code of a cluster' },
      project: { value: 'NO', zh: '项目编号', en: 'number of a project' },
      parcel: { value: 'NAME', zh: '该项目的地块', en: 'one of the project’s parcels' },
      month: { value: 'YYYY-MM', zh: '月份', en: 'month' },
      'to-parcel': { value: 'NAME', zh: '从目标自动走到这个地块', en: 'walk from the target to this parcel' },
    },
    examples: [
      'plan trace --year 2024',
      'plan trace --year 2024 --category industry --cluster it',
      'plan trace --year 2024 --project ET24-001 --parcel 模拟地块001 --month 2024-06',
      'plan trace --year 2024 --to-parcel X23 --month 2024-12',
    ],
    run: async (run) => {
      const client = await run.client()
      const year = await yearOption(run)
      const version = await versionQuery(run, client, year)
      const ask = (query: TraceQuery) => client('plan.trace', { params: { year }, query: { ...version, ...query } })
      const month = textOption(run, 'month')
      const target = textOption(run, 'to-parcel')
      const given = (name: string, key: string) => (textOption(run, name) === undefined ? {} : { [key]: textOption(run, name) })
      let path: TraceQuery =
        target === undefined
          ? { ...given('category', 'category'), ...given('cluster', 'cluster'), ...given('project', 'projectNo') }
          : await pathToParcel(run, client, ask, { name: target, year })
      const parcel = textOption(run, 'parcel')
      if (parcel !== undefined) path = { ...path, parcelId: await parcelOfProject(run, ask, path, parcel) }
      if (month !== undefined) path = { ...path, month }
      const trace = await ask(path)
      print(run, trace, () => drawTrace(run, trace))
      return trace.steps.every((step) => step.equal) ? EXIT.ok : EXIT.refused
    },
  },
]
