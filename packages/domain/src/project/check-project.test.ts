import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen, sumFen, type Fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'
import { projectFaults, projectNotices, type ProjectReferences } from './check-project.ts'
import { projectAfter, projectFieldTexts, unknownProject } from './project-facts.ts'
import { GATES, type ProjectRow } from './project-row.ts'

const known: ProjectReferences = {
  categories: new Set(['industry']),
  categoryOfCluster: new Map([['it', 'industry']]),
  bureaus: null,
  regions: new Set(['110115']),
}
const facts = (row: Partial<ProjectRow>) => projectAfter(unknownProject('P', 'entered'), { projectNo: 'P', nameZh: '甲', ...row })
const codes = (row: Partial<ProjectRow>) => projectFaults(facts(row), known).map((fault) => fault.code)

test('a number and a name are all that a project needs', () => {
  expect(codes({})).toEqual([])
  expect(codes({ projectNo: ' ', nameZh: '' })).toEqual(['project.number-missing', 'project.name-missing'])
})

const amount = fc.bigInt(0n, 10n ** 14n).map((value) => fen(value))
test('the parts of a composition make up the total to the fen, or are refused', () => {
  fc.assert(
    fc.property(fc.tuple(amount, amount, amount, amount), fc.bigInt(-2n, 2n), ([construction, installation, equipment, other], off) => {
      const total = (sumFen([construction, installation, equipment, other]) + off) as Fen
      fc.pre(total >= 0n)
      const composition = { construction, installation, equipment, other, land: other }
      expect(codes({ totalFen: total, composition })).toEqual(off === 0n ? [] : ['project.composition-not-total'])
    }),
  )
})

test('funding may fall short of the total and never go beyond it', () => {
  fc.assert(
    fc.property(amount, amount, amount, (bond, loan, total) => {
      const beyond = bond + loan > total
      expect(codes({ totalFen: total, funding: { bond, domestic_loan: loan } })).toEqual(beyond ? ['project.funding-beyond-total'] : [])
    }),
  )
})

const date = fc.integer({ min: 1, max: 28 }).map((day) => `2024-02-${String(day).padStart(2, '0')}` as PlainDate)
test('gates are refused when, and only when, some later gate is before an earlier one', () => {
  fc.assert(
    fc.property(fc.array(fc.option(date), { minLength: 7, maxLength: 7 }), (dates) => {
      // Registration (入库) may be planned before or after the start.
      const given = dates.filter((item, index): item is PlainDate => item !== null && GATES[index] !== 'registration')
      const inOrder = given.every((item, index) => index === 0 || item >= (given[index - 1] as PlainDate))
      const gates = Object.fromEntries(GATES.map((gate, index) => [gate, dates[index] ?? null]))
      expect(codes({ gates }).length === 0).toBe(inOrder)
    }),
  )
})

test('a gate out of order names both gates and both dates', () => {
  const gates = { signing: '2024-02-02' as PlainDate, completion: '2024-02-01' as PlainDate }
  expect(projectFaults(facts({ gates }), known)).toEqual([
    {
      code: 'project.gates-out-of-order',
      params: { gate: 'completion', date: '2024-02-01', earlierGate: 'signing', earlierDate: '2024-02-02' },
      at: 'gates.completion',
    },
  ])
})

test('a cluster goes with its own category', () => {
  expect(codes({ categoryCode: 'industry', clusterCode: 'it' })).toEqual([])
  expect(codes({ clusterCode: 'it' })).toEqual(['project.cluster-of-other-category'])
  expect(codes({ clusterCode: 'x' })).toEqual(['project.cluster-unknown'])
})

test('a zone without a list of bureaus takes any; an unknown region is a notice only', () => {
  expect(codes({ bureauCode: 'any', projectCode: '2310-360198-04-01-300275' })).toEqual([])
  expect(projectNotices(facts({ projectCode: '2310-360198-04-01-300275' }), known)).toMatchObject([{ code: 'project.code-region-unknown' }])
  expect(projectNotices(facts({ projectCode: '2310-360198-04-01-300275' }), { ...known, regions: null })).toEqual([])
})

test('laying the same row over a project again changes nothing', () => {
  const row: ProjectRow = {
    projectNo: 'P',
    nameZh: ' 甲 ',
    notes: ' ',
    tags: ['a', ' a', ''],
    parcels: [{ name: ' X ', areaM2: '010.50' }],
    gates: { signing: '2024-01-01' as PlainDate },
    provenance: { gates: { kind: 'public', citation: 'c' } },
  }
  const once = projectAfter(unknownProject('P', 'entered'), row)
  expect(once).toMatchObject({ nameZh: '甲', notes: null, tags: ['a'], parcels: [{ name: 'X', areaM2: '10.5' }] })
  expect(once.provenance).toEqual({ 'gates.signing': { kind: 'public', citation: 'c' } })
  expect(projectFieldTexts(projectAfter(once, row))).toEqual(projectFieldTexts(once))
})
