import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testCodes } from '../../testing/register.ts'
import { readProjectRows, saveProjects } from './index.ts'

let database: Database
let ctx: Context
let count = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  count += 1
  ctx = await testZone(database, { code: `zone-${count}` })
  await testCodes(database, ctx)
  await database.system(async (tx) => {
    const made = {
      zone_id: ctx.zone.zoneId,
      source_kind: 'entered',
      search_text: '',
      sort_key: '',
      created_at: ctx.clock.now(),
      modified_at: ctx.clock.now(),
      modified_by: 'x',
    }
    await tx
      .insertInto('enterprise')
      .values({ ...made, enterprise_id: newId(), name_zh: '京东方', credit_code: '91350200776049653A' })
      .execute()
    for (const names of [['N43M1-2', '43 街区'], ['X23']]) {
      const parcel_id = newId()
      await tx
        .insertInto('parcel')
        .values({ ...made, parcel_id, kind: 'parcel', name: names[0] as string, sort_key: names[0] as string })
        .execute()
      await tx
        .insertInto('parcel_name')
        .values(names.map((name) => ({ zone_id: ctx.zone.zoneId, name, parcel_id })))
        .execute()
    }
  })
})

const save = (rows: readonly ProjectRow[], options: Partial<Parameters<typeof saveProjects>[3]> = {}) =>
  database.write(ctx.zone.zoneId, (tx) => saveProjects(tx, ctx, rows, { action: 'test.save', ...options }))
const read = () => database.read(ctx.zone.zoneId, (tx) => readProjectRows(tx, ctx.zone.zoneId))
const audits = () =>
  database.system((tx) => tx.selectFrom('audit_entry').selectAll().where('zone_id', '=', ctx.zone.zoneId).orderBy('entry_id').execute())
const day = (text: string) => text as PlainDate
const yuan = (amount: bigint) => (amount * 100n) as Fen

const full: ProjectRow = {
  projectNo: 'P-001',
  projectCode: '2401-110115-04-01-123455',
  nameZh: '第6代显示器件生产线',
  nameEn: 'Gen-6 display line',
  shortName: '六代线',
  owner: '91350200776049653A',
  categoryCode: 'industry',
  clusterCode: 'it',
  industryCode: 'C3974',
  nature: 'new',
  totalFen: yuan(100n),
  composition: { construction: yuan(40n), installation: yuan(10n), equipment: yuan(30n), other: yuan(20n), land: yuan(20n) },
  funding: { self_raised: yuan(60n), domestic_loan: yuan(40n) },
  gates: { signing: day('2023-05-01'), construction_start: day('2024-03-01'), production: day('2026-01-01') },
  bureauCode: 'edb',
  serviceManager: '王建国',
  address: '科创街 1 号',
  statAreaCode: '110115403001',
  parcels: [{ name: '43 街区', areaM2: '1200.50' }, { name: 'X23' }],
  relations: [{ kind: 'later_phase_of', projectNo: 'P-002' }],
  tags: ['重点', '市级'],
  custom: { level: 'A', staff: '0120.50' },
  notes: '备注',
  provenance: { totalFen: { kind: 'public', citation: 'press' }, gates: { kind: 'simulated', citation: 'model' } },
  sourceKind: 'public',
  citation: 'list of 2024',
}

test('a row with every fact is new once, unchanged ever after, and comes back as it was given', async () => {
  const rows = [full, { projectNo: 'P-002', nameZh: '一期' }]
  expect((await save(rows)).map(({ key, outcome, reasons }) => ({ key, outcome, reasons }))).toEqual([
    { key: 'P-001', outcome: 'new', reasons: [] },
    { key: 'P-002', outcome: 'new', reasons: [] },
  ])
  const [first, second] = await read()
  expect(first).toMatchObject({
    owner: '京东方',
    totalFen: 10000n,
    funding: { self_raised: 6000n, domestic_loan: 4000n, bond: null },
    gates: { signing: '2023-05-01', completion: null },
    parcels: [
      { name: 'N43M1-2', areaM2: '1200.5', floorAreaM2: null },
      { name: 'X23', areaM2: null },
    ],
    relations: [{ kind: 'later_phase_of', projectNo: 'P-002' }],
    custom: { level: 'A', staff: '120.5' },
    provenance: {
      totalFen: { kind: 'public', citation: 'press' },
      'gates.signing': { kind: 'simulated', citation: 'model' },
      'gates.production': { kind: 'simulated', citation: 'model' },
    },
    sourceKind: 'public',
  })
  expect(second).toMatchObject({ projectNo: 'P-002', totalFen: null, parcels: [], sourceKind: 'entered' })
  expect((await save(rows)).map((row) => row.outcome)).toEqual(['unchanged', 'unchanged'])
  expect((await save(await read())).map((row) => [row.outcome, row.changes])).toEqual([
    ['unchanged', []],
    ['unchanged', []],
  ])
  expect(await audits()).toHaveLength(2)
})

test('missing leaves, null clears, a value sets; one audit entry names what changed', async () => {
  await save([full, { projectNo: 'P-002', nameZh: '一期' }])
  const [outcome] = await save([
    {
      projectNo: 'P-001',
      notes: null,
      gates: { signing: day('2023-06-01') },
      funding: { bond: yuan(0n), domestic_loan: null },
      custom: { level: null },
    },
  ])
  expect(outcome).toEqual({
    key: 'P-001',
    outcome: 'changed',
    reasons: [],
    changes: [
      { field: 'notes', before: '备注', after: null },
      { field: 'funding.domestic_loan', before: '40.00', after: null },
      { field: 'funding.bond', before: null, after: '0.00' },
      { field: 'gates.signing', before: '2023-05-01', after: '2023-06-01' },
      { field: 'custom.level', before: 'A', after: null },
      { field: 'provenance.gates.signing', before: 'simulated: model', after: null },
    ].sort((a, b) => outcomeOrder(outcome, a.field) - outcomeOrder(outcome, b.field)),
  })
  const [first] = await read()
  expect(first).toMatchObject({
    notes: null,
    totalFen: 10000n,
    gates: { signing: '2023-06-01', production: '2026-01-01' },
    custom: { staff: '120.5' },
  })
  const entry = (await audits()).at(-1)
  expect(entry).toMatchObject({
    action: 'test.save',
    subject_type: 'project',
    before: { notes: '备注', 'gates.signing': '2023-05-01' },
    after: { notes: null, 'gates.signing': '2023-06-01' },
  })
})
const outcomeOrder = (outcome: { changes: readonly { field: string }[] } | undefined, field: string) =>
  outcome?.changes.findIndex((change) => change.field === field) ?? 0

test('a planned date that moves leaves a line that says from where, whither and why; a first date and a dry run leave none', async () => {
  const slips = () =>
    database.system((tx) =>
      tx
        .selectFrom('gate_date_change')
        .select(['gate', 'which', 'from_on', 'to_on', 'reason_code', 'changed_by'])
        .where('zone_id', '=', ctx.zone.zoneId)
        .orderBy('gate')
        .execute(),
    )
  await save([{ projectNo: 'P-001', nameZh: '甲', gates: { signing: day('2024-02-01'), completion: day('2025-02-03') } }])
  expect(await slips()).toEqual([])
  const moved = { projectNo: 'P-001', gates: { signing: day('2024-03-01'), completion: null, registration: day('2024-05-06') } }
  await save([moved], { dryRun: true })
  expect(await slips()).toEqual([])
  await save([moved])
  const line = { which: 'planned', reason_code: 'register', changed_by: ctx.user.login }
  expect(await slips()).toEqual([
    { ...line, gate: 'completion', from_on: '2025-02-03', to_on: null },
    { ...line, gate: 'registration', from_on: null, to_on: '2024-05-06' },
    { ...line, gate: 'signing', from_on: '2024-02-01', to_on: '2024-03-01' },
  ])
  await save([moved])
  expect(await slips()).toHaveLength(3)
})

test('a dry run tells the same and writes nothing', async () => {
  expect((await save([full], { dryRun: true }))[0]).toMatchObject({ outcome: 'refused' })
  const rows = [full, { projectNo: 'P-002', nameZh: '一期' }]
  const dry = await save(rows, { dryRun: true })
  expect(await read()).toEqual([])
  expect(await audits()).toEqual([])
  expect(await save(rows)).toEqual(dry)
})

test('an edit by a user takes the source of the fact away; a pack gives its own', async () => {
  await save([{ projectNo: 'P', nameZh: '甲', totalFen: yuan(5n), provenance: { totalFen: { kind: 'simulated', citation: 'm' } } }])
  await save([{ projectNo: 'P', totalFen: yuan(6n), provenance: { totalFen: { kind: 'simulated', citation: 'm' } } }], {
    sourceKind: 'simulated',
  })
  expect((await read())[0]?.provenance).toEqual({ totalFen: { kind: 'simulated', citation: 'm' } })
  await save([{ projectNo: 'P', totalFen: yuan(7n), provenance: { totalFen: { kind: 'simulated', citation: 'm' } } }])
  expect((await read())[0]?.provenance).toEqual({})
})

const refusal: [string, Partial<ProjectRow>, string[]][] = [
  ['no name', { nameZh: ' ' }, ['project.name-missing']],
  ['a project code of no known form', { projectCode: '123' }, ['project.code-bad-form']],
  ['a wrong check digit', { projectCode: '2401-110115-04-01-123456' }, ['project.code-bad-check-digit']],
  ['an owner that is not in the register', { owner: '无名' }, ['project.owner-unknown']],
  ['an unknown category', { categoryCode: 'x' }, ['project.category-unknown']],
  ['an unknown cluster', { categoryCode: 'industry', clusterCode: 'x' }, ['project.cluster-unknown']],
  ['a cluster of another category', { categoryCode: 'infrastructure', clusterCode: 'it' }, ['project.cluster-of-other-category']],
  ['an industry that is no class', { industryCode: 'C39' }, ['project.industry-bad-form']],
  ['an area code of other than 12 digits', { statAreaCode: '110115' }, ['project.stat-area-bad-form']],
  ['an unknown bureau', { bureauCode: 'x' }, ['project.bureau-unknown']],
  ['a negative amount', { totalFen: yuan(-1n) }, ['project.amount-negative', 'project.funding-beyond-total']],
  [
    'a composition that is not the total',
    { totalFen: yuan(10n), composition: { construction: yuan(9n) } },
    ['project.composition-not-total'],
  ],
  ['a composition without a total', { composition: { construction: yuan(9n) } }, ['project.composition-without-total']],
  ['land beyond other', { totalFen: yuan(10n), composition: { other: yuan(10n), land: yuan(11n) } }, ['project.land-beyond-other']],
  ['funding beyond the total', { totalFen: yuan(10n), funding: { bond: yuan(11n) } }, ['project.funding-beyond-total']],
  [
    'a gate before an earlier one',
    { gates: { signing: day('2024-02-01'), completion: day('2024-01-31') } },
    ['project.gates-out-of-order'],
  ],
  ['a day that is none', { gates: { signing: day('2024-02-30') } }, ['date.not-a-date']],
  ['an unknown parcel', { parcels: [{ name: 'Q' }] }, ['project.parcel-unknown']],
  ['one parcel under two names', { parcels: [{ name: 'N43M1-2' }, { name: '43 街区' }] }, ['project.parcel-twice']],
  ['an area that is no number', { parcels: [{ name: 'X23', areaM2: '一亩' }] }, ['project.area-not-a-number']],
  ['a relation to nothing', { relations: [{ kind: 'part_of', projectNo: 'P-9' }] }, ['project.relation-to-unknown']],
  ['a relation to itself', { relations: [{ kind: 'part_of', projectNo: 'P' }] }, ['project.relation-to-itself']],
  ['an unknown custom field', { custom: { x: '1' } }, ['custom-field.unknown']],
  ['a choice that is none', { custom: { level: 'C', staff: 'viele' } }, ['custom-field.not-a-choice', 'custom-field.not-a-number']],
  ['a source of no field', { provenance: { total: { kind: 'public', citation: 'x' } } }, ['register.source-of-unknown-field']],
  [
    'everything at once',
    { nameZh: '', projectCode: '1', industryCode: '1' },
    ['project.name-missing', 'project.code-bad-form', 'project.industry-bad-form'],
  ],
]
test.each(refusal)('refuses %s', async (_, change, codes) => {
  const [outcome] = await save([{ projectNo: 'P', nameZh: '甲', ...change }])
  expect(outcome?.outcome).toBe('refused')
  expect(outcome?.reasons.map((reason) => reason.code)).toEqual(codes)
  expect(await read()).toEqual([])
})

test('a legacy code and an unknown region are noted, not refused', async () => {
  const outcomes = await save([
    { projectNo: 'P1', nameZh: '甲', projectCode: '2016-110115-47-03-001234' },
    { projectNo: 'P2', nameZh: '乙', projectCode: '2310-360198-04-01-300275' },
  ])
  expect(outcomes.map(({ outcome, reasons }) => [outcome, reasons.map((reason) => reason.code)])).toEqual([
    ['new', ['project.code-legacy']],
    ['new', ['project.code-region-unknown']],
  ])
})

test('a refused row is not written and takes the new rows that lead to it along; the others are saved', async () => {
  const outcomes = await save([
    { projectNo: 'A', nameZh: '甲', industryCode: '?' },
    { projectNo: 'B', nameZh: '乙', relations: [{ kind: 'part_of', projectNo: 'A' }] },
    { projectNo: 'C', nameZh: '丙', relations: [{ kind: 'part_of', projectNo: 'B' }] },
    { projectNo: 'D', nameZh: '丁' },
  ])
  expect(outcomes.map((row) => row.outcome)).toEqual(['refused', 'refused', 'refused', 'new'])
  expect((await read()).map((row) => row.projectNo)).toEqual(['D'])
})

test('relations do not run in a circle', async () => {
  const outcomes = await save([
    { projectNo: 'A', nameZh: '甲', relations: [{ kind: 'part_of', projectNo: 'B' }] },
    { projectNo: 'B', nameZh: '乙', relations: [{ kind: 'part_of', projectNo: 'A' }] },
  ])
  expect(outcomes.flatMap((row) => row.reasons.map((reason) => reason.code))).toContain('project.relation-in-circle')
  expect(outcomes.map((row) => row.outcome)).toEqual(['refused', 'refused'])
})

test('number, code and name belong to one project, in the register and within a batch', async () => {
  const code = '2401-110115-04-01-123455'
  await save([{ projectNo: 'A', nameZh: '甲', projectCode: code }])
  const outcomes = await save([
    { projectNo: 'B', nameZh: '甲' },
    { projectNo: 'C', nameZh: '丙', projectCode: code },
    { projectNo: 'D', nameZh: '丁' },
    { projectNo: 'D', nameZh: '戊' },
    { projectNo: 'E', nameZh: '己' },
    { projectNo: 'F', nameZh: '己' },
  ])
  expect(outcomes.map((row) => row.reasons.map((reason) => reason.code))).toEqual([
    ['project.name-taken'],
    ['project.code-taken'],
    ['project.number-twice'],
    ['project.number-twice'],
    ['project.name-taken'],
    ['project.name-taken'],
  ])
})

test('two projects swap their codes in one save', async () => {
  const [one, two] = ['2401-110115-04-01-123455', '2310-360198-04-01-300275']
  await save([
    { projectNo: 'A', nameZh: '甲', projectCode: one },
    { projectNo: 'B', nameZh: '乙', projectCode: two },
  ])
  const outcomes = await save([
    { projectNo: 'A', projectCode: two },
    { projectNo: 'B', projectCode: one },
  ])
  expect(outcomes.map((row) => row.outcome)).toEqual(['changed', 'changed'])
  expect((await read()).map((row) => row.projectCode)).toEqual([two, one])
})

test('2,000 rows are saved by a handful of statements', async () => {
  const rows = Array.from({ length: 2000 }, (_, index) => ({
    projectNo: `N${index}`,
    nameZh: `工业项目 ${index}`,
    totalFen: yuan(BigInt(index)),
    gates: { signing: day('2024-01-01') },
    funding: { self_raised: yuan(BigInt(index)) },
    parcels: [{ name: 'X23' }],
  }))
  const outcomes = await save(rows)
  expect(new Set(outcomes.map((row) => row.outcome))).toEqual(new Set(['new']))
  expect(new Set((await save(await read())).map((row) => row.outcome))).toEqual(new Set(['unchanged']))
}, 60_000)

test('a zone neither sees nor collides with the projects of another', async () => {
  await save([{ projectNo: 'A', nameZh: '甲' }])
  const other = await testZone(database, { code: `other-${count}` })
  const outcomes = await database.write(other.zone.zoneId, (tx) =>
    saveProjects(tx, other, [{ projectNo: 'A', nameZh: '甲' }], { action: 'test.save' }),
  )
  expect(outcomes.map((row) => row.outcome)).toEqual(['new'])
  expect(await read()).toHaveLength(1)
})
