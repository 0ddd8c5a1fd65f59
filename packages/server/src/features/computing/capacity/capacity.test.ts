// What a centre has and is to have: seen by the engine, kept, and waited for by the gates of the project that builds it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../../platform/database.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testUser } from '../../../testing/context.ts'
import { testDatabase } from '../../../testing/database.ts'
import { saveProjects } from '../../project/index.ts'

let database: Database
let zone: CentreZone
let projectId: Uuid
const centre = () => zone.centres[0] as Uuid

beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'capacity', ['c1', 'c2'])
  const { zoneId } = zone.ctx.zone
  await testUser(database, zoneId, { login: 'administrator', role: 'administrator', nameZh: '管理员' })
  await database.write(zoneId, (tx) => saveProjects(tx, zone.ctx, [{ projectNo: 'P1', nameZh: '公共算力中心' }], { action: 'test' }))
  const rows = await database.read(zoneId, (tx) => tx.selectFrom('project').select('project_id').execute())
  projectId = rows[0]?.project_id as Uuid
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const refused = async (work: Promise<unknown>): Promise<string[]> => {
  try {
    await work
    return []
  } catch (error) {
    const { problem } = error as ProblemError
    return [problem.code, ...problem.reasons.map(({ code }) => code)]
  }
}
const found = async () => (await zone.operator('compute-centre.list', {})).rows.find(({ centreId }) => centreId === centre())
const link = async (projectNo: string | null, ifMatch?: string) =>
  zone.planner('compute-centre.link-project', {
    params: { centreId: centre() },
    body: { projectNo },
    ifMatch: ifMatch ?? (await found())?.version ?? '',
  })
const plan = async (plannedCards: number | null) => {
  const one = await found()
  if (one?.connection == null) throw new Error('no centre')
  const { code, nameZh, nameEn, state, engine, apiVersion, connection } = one
  const cards = [{ cardType: 'A', engineType: 'a800', cardsPerNode: 8, plannedCards }]
  const body = { code, nameZh, nameEn, state, engine, apiVersion, ...connection, cards }
  return zone.operator('compute-centre.edit', { params: { centreId: centre() }, body, ifMatch: one.version })
}
const capacity = async () => (await zone.planner('compute-capacity.read', { query: { projectId } })).centres[0]
const isMet = async () => {
  const sheet = await zone.planner('gate.show', { params: { projectId } })
  return sheet.gates.flatMap(({ conditions }) => conditions).find(({ conditionCode }) => conditionCode === 'cards')?.isMet
}

test('a project is named by whoever plans, by its number, and not over another’s change', async () => {
  expect(
    await refused(
      zone.operator('compute-centre.link-project', { params: { centreId: centre() }, body: { projectNo: 'P1' }, ifMatch: '1' }),
    ),
  ).toContain('action.forbidden')
  expect(await refused(link('P9'))).toEqual(['compute-centre.refused', 'compute-centre.project-not-found'])
  const before = (await found())?.version as string
  await link('P1')
  expect((await found())?.project).toMatchObject({ projectNo: 'P1', nameZh: '公共算力中心' })
  expect(await refused(link(null, before))).toContain('changed-meanwhile')
  const { entries } = await zone.planner('audit.list', { query: { subjectType: 'compute_centre', subjectId: centre() } })
  expect(entries[0]?.action).toBe('compute-centre.link-project')
  const version = (await zone.planner('project.show', { params: { projectId } })).version
  expect(await refused(zone.planner('project.delete', { params: { projectId }, ifMatch: version }))).toContain('project.builds-centre')
})

test('what the engine has of what is planned is in use, the rest in commissioning, in every precision that a card is given in', async () => {
  await zone.planner('voucher.set-rate', {
    body: { cardType: 'A', fromOn: '2024-03-15', tflops: 312, others: { fp64: '9.7', int8: '624' }, yuanPerPHour: '12' },
  })
  const administrator = zone.clientOf('administrator')
  await administrator('gate-rule.save-condition', {
    params: { conditionCode: 'cards' },
    body: {
      gate: 'production',
      typeCodes: [],
      kind: 'fact',
      nameZh: '全部卡投用',
      nameEn: 'All cards in use',
      owedBy: 'service_manager',
      fact: 'computingCapacity',
      minimumYuan: null,
      isRequired: true,
      needsEvidence: false,
      sort: 1,
      sourceKind: 'entered',
      citation: null,
    },
    ifMatch: '0',
  })
  await plan(16)
  zone.fresh(8)
  expect(await capacity()).toMatchObject({ cards: [{ planned: 16, seen: null, seenAt: null }], isWhole: false })
  await zone.roundAt(centre())
  expect(await capacity()).toMatchObject({
    cards: [{ planned: 16, seen: 8, used: 0, away: 0 }],
    power: [
      { precision: 'fp64', inUse: '77600', commissioning: '77600' },
      { precision: 'fp16', inUse: '2496000', commissioning: '2496000' },
      { precision: 'int8', inUse: '4992000', commissioning: '4992000' },
    ],
    isWhole: false,
  })
  expect(await isMet()).toBe(false)

  zone.fresh(16)
  await zone.roundAt(centre())
  // Within a minute of the last look nothing is asked.
  expect(await capacity()).toMatchObject({ cards: [{ seen: 8 }] })
  zone.pass(61)
  await zone.roundAt(centre())
  expect(await capacity()).toMatchObject({ cards: [{ seen: 16 }], isWhole: true })
  expect(await isMet()).toBe(true)
  const all = await zone.firm('compute-capacity.read', { query: {} })
  expect(all.centres.map(({ code, project }) => [code, project === null])).toEqual([
    ['c1', true],
    ['c2', true],
  ])

  await plan(null)
  expect(await isMet()).toBe(false)
  expect((await capacity())?.isWhole).toBe(false)
})
