// Planned dates, the type and the commitments of a project, and the rules behind its gates, through the whole HTTP surface.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { RuleCondition } from '@ballast/contract/gate-rule.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { testLife } from '../../testing/life.ts'
import { saveProjects } from '../project/index.ts'

let database: Database
let ctx: Context
let close: () => Promise<void>
let client: (login?: string) => Client
let projectId: Uuid
let count = 0

beforeAll(async () => {
  database = await testDatabase()
  const http = await testHttp(database)
  client = (login = 'planner') => http.client(`${login}@lives`)
  close = () => http.app.close()
  ctx = await testZone(database, { code: 'lives' })
  for (const role of ['administrator', 'statistics_officer', 'leader'] as const)
    await testUser(database, ctx.zone.zoneId, { login: role, role, nameZh: role })
  await testLife(database, ctx, {
    gates: ['signing', 'land_award', 'construction_start', 'completion'],
    conditions: [{ code: 'permit', gate: 'construction_start', owedBy: 'approver', kind: 'permit' }],
  })
  await database.system(async (tx) => {
    await sql`insert into shared_calendar values ('cn', '中国', 'China', '2023-01-01', '2025-01-01') on conflict do nothing`.execute(tx)
    for (const day of ['2024-02-12', '2024-02-13', '2024-02-14', '2024-02-15', '2024-02-16'])
      await sql`insert into shared_calendar_day (calendar, day, kind, name_zh, notice) values ('cn', ${day}, 'holiday', '春节', '国办发明电〔2023〕7号')`.execute(
        tx,
      )
    for (const day of ['2024-02-04', '2024-02-18'])
      await sql`insert into shared_calendar_day (calendar, day, kind, name_zh, notice) values ('cn', ${day}, 'make_up_workday', '春节', '国办发明电〔2023〕7号')`.execute(
        tx,
      )
    await sql`update zone set calendar = 'cn' where zone_id = ${ctx.zone.zoneId}`.execute(tx)
  })
})
afterAll(async () => {
  await close()
  await database.close()
})

const day = (text: string) => text as PlainDate
beforeEach(async () => {
  count += 1
  const projectNo = `P${count}`
  const gates = {
    signing: day('2023-11-01'),
    land_award: day('2024-02-08'),
    construction_start: day('2024-02-19'),
    completion: day('2024-12-31'),
  }
  await database.write(ctx.zone.zoneId, async (tx) => {
    await saveProjects(tx, ctx, [{ projectNo, nameZh: `项目${count}`, gates }], { action: 'test' })
    await tx.updateTable('project').set({ type_code: 'plant' }).where('project_no', '=', projectNo).execute()
    projectId = (await tx.selectFrom('project').select('project_id as id').where('project_no', '=', projectNo).executeTakeFirstOrThrow()).id
  })
})

const show = () => client()('gate.show', { params: { projectId } })
const passed = (gate: string, on: string) =>
  database.write(ctx.zone.zoneId, (tx) =>
    sql`insert into gate_progress (zone_id, project_id, gate, actual_on, passed_by, passed_at, source_kind)
      values (${ctx.zone.zoneId}, ${projectId}, ${gate}, ${on}, 'x', ${ctx.clock.now()}, 'entered')`.execute(tx),
  )
async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}
type Plan = { gate: 'land_award'; on: string; mode: 'shift' | 'template' | 'alone'; reasonCode: string; note?: string; dryRun?: boolean }
const plan = (body: Plan, ifMatch: string) => client()('gate.plan-dates', { params: { projectId }, body, ifMatch })

test('a leg that moves takes the later ones along in working days over Spring Festival, first shown, then saved with the reason', async () => {
  const { projectVersion } = await show()
  // From 8 to 19 February 2024 are three working days (9, 18, 19); three after 1 February are 2, 4 (made up) and 5.
  const body: Plan = { gate: 'land_award', on: '2024-02-01', mode: 'shift', reasonCode: 'weather', note: '提前供地' }
  const preview = await plan({ ...body, dryRun: true }, projectVersion)
  expect(preview.legs.slice(0, 3).map(({ fromOn, toOn }) => [fromOn, toOn])).toEqual([
    ['2023-11-01', '2023-11-01'],
    ['2024-02-08', '2024-02-01'],
    ['2024-02-19', '2024-02-05'],
  ])
  expect((await show()).gates[1]?.plannedOn).toBe('2024-02-08')
  const saved = await plan(body, projectVersion)
  expect(saved.legs).toEqual(preview.legs)
  const sheet = await show()
  expect(sheet.gates.map(({ plannedOn }) => plannedOn)).toEqual(preview.legs.map(({ toOn }) => toOn))
  expect(new Set(sheet.changes.map(({ which, reasonCode, note }) => `${which} ${reasonCode} ${note}`))).toEqual(
    new Set(['planned weather 提前供地']),
  )
  expect(sheet.changes).toHaveLength(3)
  expect(await refused(plan(body, projectVersion))).toEqual(['changed-meanwhile', 'changed-meanwhile'])
})

test('the template counts from gate to gate, and says what lies beyond the published calendar; the order is checked as ever', async () => {
  const { projectVersion } = await show()
  const proposed = await plan(
    { gate: 'land_award', on: '2024-11-29', mode: 'template', reasonCode: 'weather', dryRun: true },
    projectVersion,
  )
  // The template of the test: 40 working days to the start, 60 more to the completion.
  expect(proposed.legs.slice(2)).toEqual([
    { gate: 'construction_start', fromOn: '2024-02-19', toOn: '2025-01-24', isEstimate: true },
    { gate: 'completion', fromOn: '2024-12-31', toOn: '2025-04-18', isEstimate: true },
  ])
  expect(await refused(plan({ gate: 'land_award', on: '2024-03-01', mode: 'alone', reasonCode: 'weather' }, projectVersion))).toEqual([
    'project.refused',
    'project.gates-out-of-order',
  ])
  expect(await refused(plan({ gate: 'land_award', on: '2024-03-01', mode: 'shift', reasonCode: 'nothing' }, projectVersion))).toEqual([
    'gate.refused',
    'gate.no-such-reason',
  ])
})

const SCHOOL = {
  nameZh: '学校',
  nameEn: 'School',
  sort: 2,
  gates: [{ gate: 'construction_start', isBlocking: true, offsetWorkdays: null }],
} as const
const saveType = (typeCode: string, body: object, ifMatch: string, login = 'administrator') =>
  client(login)('gate-rule.save-type', { params: { typeCode }, body: body as never, ifMatch })

test('a project gets a type that has every gate it has passed', async () => {
  await saveType('school', SCHOOL, '0')
  const set = (typeCode: string | null, ifMatch: string) =>
    client()('gate.set-type', { params: { projectId }, body: { typeCode }, ifMatch })
  const { projectVersion } = await show()
  expect(await refused(set('none', projectVersion))).toEqual(['gate.refused', 'gate.no-such-type'])
  const school = await set('school', projectVersion)
  expect(school.gates.map(({ gate }) => gate)).toEqual(['construction_start'])
  const plant = await set('plant', school.projectVersion)
  await passed('signing', '2023-11-01')
  expect(await refused(set('school', plant.projectVersion))).toEqual(['gate.refused', 'gate.passed-elsewhere'])
  expect((await set(null, plant.projectVersion)).gates).toHaveLength(7)
})

test('a type that projects use keeps its gates that are passed, and is not removed', async () => {
  await passed('signing', '2023-11-01')
  const { types } = await client()('gate-rule.list', {})
  const plant = types.find(({ typeCode }) => typeCode === 'plant')
  const { version = '', ...facts } = { version: plant?.version, nameZh: '产业', nameEn: 'Plant', sort: 1, gates: plant?.gates ?? [] }
  expect(await refused(saveType('plant', { ...facts, gates: [...facts.gates.slice(1), ...facts.gates.slice(1, 2)] }, version))).toEqual([
    'gate-rule.refused',
    'gate-rule.gate-twice',
    'gate-rule.gate-passed',
  ])
  expect(await refused(client('administrator')('gate-rule.remove-type', { params: { typeCode: 'plant' }, ifMatch: version }))).toEqual([
    'gate-rule.refused',
    'gate-rule.type-in-use',
    'gate-rule.type-named',
  ])
  expect(await refused(saveType('plant', facts, version, 'planner'))).toEqual(['action.forbidden', 'action.forbidden'])
  const saved = await saveType('plant', { ...facts, nameZh: '产业新建项目' }, version)
  expect(saved.types.find(({ typeCode }) => typeCode === 'plant')).toMatchObject({ nameZh: '产业新建项目', gates: facts.gates })
  expect(await refused(saveType('plant', facts, version))).toEqual(['changed-meanwhile', 'changed-meanwhile'])
  await saveType('unused', SCHOOL, '0')
  const left = await client('administrator')('gate-rule.remove-type', { params: { typeCode: 'unused' }, ifMatch: '1' })
  expect(left.types.map(({ typeCode }) => typeCode)).not.toContain('unused')
})

test('a condition of a gate is data: a sound one binds at once, an unsound one is refused with every reason, one in use stays', async () => {
  const water: Omit<RuleCondition, 'conditionCode' | 'version' | 'projects'> = {
    gate: 'completion',
    typeCodes: [],
    kind: 'document',
    nameZh: '供水验收',
    nameEn: 'Water accepted',
    owedBy: 'approver',
    fact: null,
    minimumYuan: null,
    isRequired: true,
    needsEvidence: true,
    sort: 9,
    sourceKind: 'entered',
    citation: null,
  }
  const save = (body: object, ifMatch: string, conditionCode = 'water') =>
    client('administrator')('gate-rule.save-condition', { params: { conditionCode }, body: body as never, ifMatch })
  expect(
    await refused(save({ ...water, typeCodes: ['none'], fact: 'total', minimumYuan: '5', kind: 'permit', sourceKind: 'public' }, '0')),
  ).toEqual(['gate-rule.refused', 'gate.no-such-type', 'gate-rule.fact-needed', 'gate-rule.citation-needed'])
  await save(water, '0')
  const completion = (await show()).gates.find(({ gate }) => gate === 'completion')
  expect(completion?.obstacles.map(({ message }) => message)).toContain('缺「供水验收」，由审批人员办理')
  await client('administrator')('gate.fulfil', {
    params: { projectId, conditionCode: 'water' },
    body: { fulfilledOn: '2024-01-10' },
    ifMatch: '0',
  })
  expect(await refused(save({ ...water, gate: 'signing' }, '1'))).toEqual(['gate-rule.refused', 'gate-rule.condition-in-use'])
  const remove = (ifMatch: string) => client('administrator')('gate-rule.remove-condition', { params: { conditionCode: 'water' }, ifMatch })
  expect(await refused(remove('1'))).toEqual(['gate-rule.refused', 'gate-rule.condition-in-use'])
  await client('administrator')('gate.withdraw', { params: { projectId, conditionCode: 'water' }, body: { reason: '误' }, ifMatch: '1' })
  expect((await remove('1')).conditions.map(({ conditionCode }) => conditionCode)).not.toContain('water')
})

test('commitments are followed to the review, which is no better than what was reached and says what follows', async () => {
  const ofOutput = { params: { projectId, kind: 'annual_output' as const } }
  expect(await refused(client()('commitment.save', { ...ofOutput, body: { dueOn: '2024-12-31' }, ifMatch: '0' }))).toEqual([
    'commitment.refused',
    'commitment.amount-needed',
  ])
  const entered = await client()('commitment.save', { ...ofOutput, body: { promisedYuan: '1000' }, ifMatch: '0' })
  expect(entered).toMatchObject({ isCompleted: false, commitments: [{ promisedYuan: '1000.00', result: null, version: '1' }] })
  const review = (body: object, ifMatch: string, login = 'statistics_officer') =>
    client(login)('commitment.review', { ...ofOutput, body: body as never, ifMatch })
  expect(await refused(review({ reachedYuan: '999.99', result: 'met' }, '1'))).toEqual([
    'commitment.refused',
    'commitment.not-completed',
    'commitment.too-good',
  ])
  await passed('completion', '2024-01-10')
  expect(await refused(review({ reachedYuan: '999.99', result: 'partly_met' }, '1'))).toEqual([
    'commitment.refused',
    'commitment.consequence-needed',
  ])
  expect(await refused(review({ reachedYuan: '1', result: 'not_met', consequence: 'x' }, '1', 'leader'))).toContain('action.forbidden')
  const judged = await review({ reachedYuan: '999.99', result: 'partly_met', consequence: '延期一年复核' }, '1')
  expect(judged.commitments).toMatchObject([{ result: 'partly_met', consequence: '延期一年复核', reviewedBy: 'statistics_officer' }])
  expect(await refused(client()('commitment.save', { ...ofOutput, body: { promisedYuan: '1' }, ifMatch: '2' }))).toEqual([
    'commitment.refused',
    'commitment.reviewed',
  ])
  expect(await refused(client()('commitment.remove', { ...ofOutput, ifMatch: '1' }))).toEqual(['changed-meanwhile', 'changed-meanwhile'])
  expect(await refused(client()('commitment.remove', { ...ofOutput, ifMatch: '2' }))).toEqual(['commitment.refused', 'commitment.reviewed'])
  await review({ result: null }, '2')
  expect((await client()('commitment.remove', { ...ofOutput, ifMatch: '3' })).commitments).toEqual([])
})
