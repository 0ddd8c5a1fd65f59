// Two people at the same moment: one passes a gate, the other takes its evidence away; or both bring the same file.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { pdfOf, testFiles, tusAs } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { saveProjects } from '../project/index.ts'

const COUNT = 8
const files = testFiles()
let database: Database
let http: Awaited<ReturnType<typeof testHttp>>
const projects: Uuid[] = []
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database, { files })
  const ctx = await testZone(database)
  await testUser(database, ctx.zone.zoneId, { login: 'administrator', role: 'administrator' })
  await database.write(ctx.zone.zoneId, async (tx) => {
    const rows = Array.from({ length: COUNT }, (_, index) => ({ projectNo: `P${index}`, nameZh: `项目${index}` }))
    await saveProjects(tx, ctx, rows, { action: 'test' })
    await sql`insert into gate_condition (zone_id, condition_code, gate, kind, name_zh, name_en, owed_by, is_required, needs_evidence, sort, source_kind)
      values (${ctx.zone.zoneId}, 'permit', 'land_award', 'document', '合同', 'Contract', 'land_officer', true, true, 1, 'entered')`.execute(
      tx,
    )
    projects.push(...(await sql<{ id: Uuid }>`select project_id as id from project`.execute(tx)).rows.map(({ id }) => id))
  })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
  await files.remove()
})

const outcome = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? (error.problem.reasons[0]?.code ?? error.problem.code) : String(error)),
  )

test('evidence is withdrawn before its gate is passed, or not at all', async () => {
  const [planner, administrator] = [http.client('planner'), http.client('administrator')]
  for (const projectId of projects) {
    await tusAs(http.app, 'planner').bring(projectId, '协议.pdf', pdfOf(projectId), ['gate', 'signing'])
    const gate = { subjectType: 'gate', subjectId: 'signing' } as const
    const [row] = (await planner('evidence.list', { params: { projectId }, query: gate })).rows
    const withdrawing = () =>
      outcome(
        planner('evidence.withdraw', {
          params: { evidenceId: row?.evidenceId as string },
          body: { reason: '传错了' },
          ifMatch: '1',
        }),
      )
    const passing = () => outcome(administrator('gate.pass-signing', { params: { projectId }, body: { on: '2024-01-12' }, ifMatch: '0' }))
    // Now one, now the other begins.
    const first = projects.indexOf(projectId) % 2 === 0
    const [one, two] = await Promise.all(first ? [withdrawing(), passing()] : [passing(), withdrawing()])
    const [withdrawn, passed] = first ? [one, two] : [two, one]
    expect(passed).toBe('done')
    expect(['done', 'evidence.gate-passed']).toContain(withdrawn)
    const after = await planner('evidence.list', { params: { projectId }, query: { ...gate, withdrawn: true } })
    expect(after.rows[0]?.withdrawn === null).toBe(withdrawn === 'evidence.gate-passed')
    // From now on nothing takes it away.
    if (withdrawn !== 'done') expect(await withdrawing()).toBe('evidence.gate-passed')
  }
})

test('a gate is not passed on a condition whose only file is withdrawn at the same moment', async () => {
  const [planner, administrator] = [http.client('planner'), http.client('administrator')]
  for (const [index, projectId] of projects.entries()) {
    const ofCondition = { projectId, conditionCode: 'permit' }
    const fulfilled = { fulfilledOn: '2024-01-02', documentNo: null, figureYuan: null, note: null }
    await administrator('gate.fulfil', { params: ofCondition, body: fulfilled, ifMatch: '0' })
    const passing = () =>
      outcome(administrator('gate.pass-land-award', { params: { projectId }, body: { on: '2024-01-12' }, ifMatch: '0' }))
    expect(await passing()).toBe('gate.evidence-missing')
    await tusAs(http.app, 'planner').bring(projectId, '许可证.pdf', pdfOf(`许可证 ${projectId}`), ['condition', 'permit'])
    const [row] = (await planner('evidence.list', { params: { projectId }, query: { subjectType: 'condition', subjectId: 'permit' } })).rows
    const withdrawing = () =>
      outcome(planner('evidence.withdraw', { params: { evidenceId: row?.evidenceId as string }, body: { reason: '传错了' }, ifMatch: '1' }))
    const first = index % 2 === 0
    const [one, two] = await Promise.all(first ? [withdrawing(), passing()] : [passing(), withdrawing()])
    // One of the two wins, and the other is told why.
    expect([first ? [one, two] : [two, one]]).toContainEqual(
      (first ? one : two) === 'done' ? ['done', 'gate.evidence-missing'] : ['evidence.gate-passed', 'done'],
    )
  }
})

test('the same file brought twice at once becomes one piece of evidence', async () => {
  const projectId = projects[0] as Uuid
  const bring = () => tusAs(http.app, 'planner').bring(projectId, '同一份.pdf', pdfOf('同一份'), ['project', projectId])
  const answers = await Promise.all([bring(), bring(), bring()])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422, 422])
  const { rows } = await http.client('planner')('evidence.list', { params: { projectId }, query: { subjectType: 'project' } })
  expect(rows).toHaveLength(1)
})

test('a client that comes back takes its upload over from a connection that only seems to live', async () => {
  const projectId = projects[1] as Uuid
  const tus = tusAs(http.app, 'planner')
  const content = pdfOf('x'.repeat(200_000))
  const begun = await tus.begin(projectId, content.length, { filename: '两次.pdf', subjectType: 'project', subjectId: projectId })
  const uploadId = begun.body.uploadId as string
  const answers = await Promise.all([tus.send(uploadId, 0, content), tus.send(uploadId, 0, content)])
  // One of them is told to go on from where the other stands.
  expect(answers.map(({ status }) => status)).toContain(204)
  expect((await tus.look(uploadId)).headers['upload-offset']).toBe(String(content.length))
})
