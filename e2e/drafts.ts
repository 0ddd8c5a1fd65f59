// Drafts with something in them, made through the interface of the server, for the journeys and the tour to look at.
import assert from 'node:assert/strict'
import type { APIRequestContext } from 'playwright-core'

interface Month {
  totalYuan?: string
  equipmentYuan: string
}
interface ProjectPlan {
  projectId: string
  version: string
  months: Month[]
}

const YEAR = 2024
const read = async <T>(request: APIRequestContext, path: string): Promise<T> => (await request.get(`/api/v1/${path}`)).json() as Promise<T>

async function write(request: APIRequestContext, method: 'patch' | 'post', path: string, data: object, version?: string): Promise<unknown> {
  const headers = version === undefined ? {} : { 'if-match': `"${version}"` }
  const answer = await request[method](`/api/v1/${path}`, { data, headers })
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

export interface Draft {
  readonly versionId: string
  /** The project that gains. */
  readonly projectId: string
}

/** An adjustment that moves money between two projects, renames a node and lowers a number of starts. */
export async function draftAdjustment(request: APIRequestContext, title: string, reason: string, wan: number): Promise<Draft> {
  const { versionId } = (await write(request, 'post', `plans/${YEAR}/adjustments`, { title, reason })) as { versionId: string }
  const { rows } = await read<{ rows: { projectId: string }[] }>(request, `plans/${YEAR}/matrix?versionId=${versionId}&limit=4`)
  const shift = async (projectId: string | undefined, yuan: number) => {
    const path = `plan-versions/${versionId}/projects/${projectId}`
    const plan = await read<ProjectPlan>(request, path)
    const months = plan.months.map(({ totalYuan: _totalYuan, ...month }) => month)
    const last = months.at(-1) as Month
    last.equipmentYuan = (Number(last.equipmentYuan) + yuan).toFixed(2)
    const annualYuan = (plan.months.reduce((sum, month) => sum + Number(month.totalYuan), 0) + yuan).toFixed(2)
    await write(request, 'patch', path, { months, annualYuan, note: title }, plan.version)
  }
  await shift(rows[0]?.projectId, wan * 10_000)
  await shift(rows[2]?.projectId, wan * -10_000)
  const { nodes } = await read<{ nodes: { nodeId: string; code: string; version: string }[] }>(
    request,
    `plans/${YEAR}/tree?versionId=${versionId}`,
  )
  const leaf = nodes.at(-1)
  await write(request, 'patch', `plan-versions/${versionId}/nodes/${leaf?.nodeId}`, { nameZh: `${title}的文化体育` }, leaf?.version)
  const { targets } = await read<{ targets: { targetId: string; indicator: string; period: string; version: string }[] }>(
    request,
    `plans/${YEAR}/targets?versionId=${versionId}`,
  )
  const starts = targets.find((target) => target.indicator === 'starts' && target.period === 'Q1')
  await write(request, 'patch', `plan-versions/${versionId}/targets/${starts?.targetId}`, { valueCount: 10 + (wan % 7) }, starts?.version)
  return { versionId, projectId: rows[0]?.projectId as string }
}

/** Puts a draft in force. */
export async function adopt(request: APIRequestContext, versionId: string): Promise<void> {
  const { versions } = await read<{ versions: { versionId: string; version: string }[] }>(request, `plans/${YEAR}/versions`)
  const version = versions.find((item) => item.versionId === versionId)?.version
  await write(request, 'post', `plan-versions/${versionId}/adopt`, {}, version)
}

/** Two drafts of which the first is in force by now, so that the second has conflicts to resolve. */
export async function conflictingDrafts(request: APIRequestContext): Promise<{ first: Draft; second: Draft }> {
  const first = await draftAdjustment(request, '一季度开门红调整', '设备提前到货，先进项目提速', 300)
  const second = await draftAdjustment(request, '上半年结构调整', '向续建项目集中', 200)
  await adopt(request, first.versionId)
  return { first, second }
}

/** The bulletin of the month of the business date, drafted. @returns its id */
export async function bulletinDraft(request: APIRequestContext): Promise<string> {
  const { zone } = await read<{ zone: { businessOn: string } }>(request, 'session')
  const { bulletinId } = (await write(request, 'post', 'bulletins', { month: zone.businessOn.slice(0, 7) })) as { bulletinId: string }
  return bulletinId
}

/** Opens the month before the business date for reports, by a statistics officer. @returns the page of a return that is due */
export async function openedReturn(request: APIRequestContext): Promise<string> {
  const { next } = await read<{ next: string }>(request, 'report-periods')
  await write(request, 'post', 'report-periods', { month: next })
  await write(request, 'patch', `report-periods/${next}`, { dueOn: '2024-04-19', closesOn: '2024-04-24', reason: '演示' }, '1')
  const { rows } = await read<{ rows: { projectId: string }[] }>(request, `report-periods/${next}/returns`)
  return `/reports/${next}/${rows[0]?.projectId as string}`
}

/** The forecast of the reference year before anything of it is known, run when it is not there yet. @returns its id */
export async function issuedForecast(request: APIRequestContext): Promise<string> {
  let job = (await write(request, 'post', 'forecasts', { year: YEAR, asOf: `${YEAR - 1}-12` })) as ForecastJob
  while (job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 200))
    job = await read<ForecastJob>(request, `forecast-jobs/${job.jobId}`)
  }
  const runId = job.runs[0]
  if (runId === undefined) throw new Error(`no forecast was made: ${JSON.stringify(job.reasons)}`)
  return runId
}

interface ForecastJob {
  readonly jobId: string
  readonly state: string
  readonly runs: readonly string[]
  readonly reasons: readonly unknown[]
}
