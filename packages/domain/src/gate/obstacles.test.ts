import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'
import { LIFE_GATES, isMet, nextGate, type Condition, type GateState, type LifeGate, type ProjectLife } from './life.ts'
import { missing, obstacles, reopenObstacles } from './obstacles.ts'

const day = (text: string) => text as PlainDate
const TODAY = day('2024-01-15')
const NO_FACTS = {
  projectCode: undefined,
  total: undefined,
  industryCode: undefined,
  statAreaCode: undefined,
  owner: undefined,
  parcels: undefined,
  address: undefined,
  computingCapacity: undefined,
}
const condition = (given: Partial<Condition> & { code: string; gate: LifeGate }): Condition => ({
  kind: 'document',
  owedBy: 'approver',
  fact: null,
  minimumFen: null,
  isRequired: true,
  needsEvidence: false,
  ...given,
})
const state = (gate: LifeGate, actualOn: string | null = null, isBlocking = true): GateState => ({
  gate,
  plannedOn: null,
  forecastOn: null,
  actualOn: actualOn as PlainDate | null,
  isBlocking,
})
const life = (given: Partial<ProjectLife>): ProjectLife => ({
  standing: 'active',
  gates: LIFE_GATES.map((gate) => state(gate)),
  conditions: [],
  facts: NO_FACTS,
  fulfilments: new Map(),
  isPackAccepted: true,
  ...given,
})
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

test('every reason is told at once', () => {
  const project = life({
    standing: 'suspended',
    gates: [state('signing', '2023-05-04'), state('land_award'), state('construction_start')],
    conditions: [condition({ code: 'permit', gate: 'construction_start' }), condition({ code: 'eia', gate: 'construction_start' })],
  })
  expect(codes(obstacles(project, 'construction_start', day('2023-05-03'), TODAY))).toEqual([
    'gate.standing',
    'gate.earlier-open',
    'gate.condition-missing',
    'gate.condition-missing',
    'gate.before-earlier',
  ])
  expect(codes(obstacles(project, 'construction_start', day('2024-01-16'), TODAY))).toContain('gate.after-today')
})

test('a gate that the type does not have, one that is passed, and one on the day of the gate before it', () => {
  const school = life({ gates: [state('signing', '2023-05-04'), state('construction_start')] })
  expect(codes(obstacles(school, 'land_award', TODAY, TODAY))).toEqual(['gate.not-applicable'])
  expect(obstacles(school, 'signing', TODAY, TODAY)).toEqual([{ code: 'gate.already-passed', on: '2023-05-04' }])
  expect(obstacles(school, 'construction_start', day('2023-05-04'), TODAY)).toEqual([])
})

test('nobody waits for a gate that does not block, and its date binds no other', () => {
  const project = life({
    gates: [state('signing', '2023-05-04'), state('registration', null, false), state('construction_start')],
  })
  expect(obstacles(project, 'construction_start', day('2023-06-01'), TODAY)).toEqual([])
  const started = life({
    gates: [state('signing', '2023-05-04'), state('registration', '2023-09-01', false), state('construction_start', '2023-06-01')],
  })
  expect(reopenObstacles(started, 'registration')).toEqual([])
  expect(codes(reopenObstacles(started, 'signing'))).toEqual(['gate.later-passed', 'gate.later-passed'])
})

test('a fact is met by the register alone, a figure by what reaches its least amount, anything by a waiver', () => {
  const total = condition({ code: 'total', gate: 'registration', kind: 'fact', fact: 'total', minimumFen: fen(500n) })
  const paid = condition({ code: 'paid', gate: 'registration', kind: 'figure', minimumFen: fen(10n) })
  const facts = (amount: bigint) => ({ ...NO_FACTS, total: { fen: fen(amount) } })
  const brought = (figure: bigint | null, isWaived = false) =>
    new Map([['paid', { figureFen: figure === null ? null : fen(figure), isWaived, isProven: false }]])
  expect(isMet({ facts: facts(500n), fulfilments: new Map() }, total)).toBe(true)
  expect(isMet({ facts: facts(499n), fulfilments: new Map() }, total)).toBe(false)
  expect(isMet({ facts: NO_FACTS, fulfilments: new Map() }, total)).toBe(false)
  expect(isMet({ facts: NO_FACTS, fulfilments: brought(10n) }, paid)).toBe(true)
  expect(isMet({ facts: NO_FACTS, fulfilments: brought(9n) }, paid)).toBe(false)
  expect(isMet({ facts: NO_FACTS, fulfilments: brought(null) }, paid)).toBe(false)
  expect(isMet({ facts: NO_FACTS, fulfilments: brought(null, true) }, paid)).toBe(true)
})

test('what has to be proven is met by a file or a source, or done without; the register needs no file', () => {
  const permit = condition({ code: 'permit', gate: 'construction_start', needsEvidence: true })
  const at = (isWaived: boolean, isProven: boolean) =>
    life({
      gates: [state('construction_start')],
      conditions: [permit],
      fulfilments: new Map([['permit', { figureFen: null, isWaived, isProven }]]),
    })
  const inTheWay = (project: ProjectLife) => obstacles(project, 'construction_start', TODAY, TODAY)
  expect(inTheWay(at(false, false))).toEqual([{ code: 'gate.evidence-missing', condition: permit }])
  expect(inTheWay(at(false, true))).toEqual([])
  expect(inTheWay(at(true, false))).toEqual([])
  const code = condition({ code: 'code', gate: 'registration', kind: 'fact', fact: 'projectCode', needsEvidence: true })
  expect(isMet({ facts: { ...NO_FACTS, projectCode: {} }, fulfilments: new Map() }, code)).toBe(true)
})

test('advice does not stop a gate', () => {
  const project = life({ gates: [state('signing')], conditions: [condition({ code: 'x', gate: 'signing', isRequired: false })] })
  expect(missing(project, 'signing')).toEqual([])
  expect(obstacles(project, 'signing', TODAY, TODAY)).toEqual([])
})

const someLife = fc
  .record({
    gates: fc.subarray([...LIFE_GATES], { minLength: 1 }),
    passed: fc.nat(7),
    conditions: fc.array(
      fc.record({
        gate: fc.constantFrom(...LIFE_GATES),
        isRequired: fc.boolean(),
        needsEvidence: fc.boolean(),
        isDone: fc.boolean(),
        isProven: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ gates, passed, conditions }) =>
    life({
      gates: gates.map((gate, index) => state(gate, index < passed ? `2023-0${index + 1}-01` : null)),
      conditions: conditions.map(({ gate, isRequired, needsEvidence }, index) =>
        condition({ code: String(index), gate, isRequired, needsEvidence }),
      ),
      fulfilments: new Map(
        conditions.flatMap(({ isDone, isProven }, index) =>
          isDone ? [[String(index), { figureFen: null, isWaived: false, isProven }] as const] : [],
        ),
      ),
    }),
  )

test('only the next gate can be passed, and passing it opens the one after it', () => {
  fc.assert(
    fc.property(someLife, (project) => {
      const open = project.gates.filter(({ gate }) => obstacles(project, gate, TODAY, TODAY).length === 0)
      const next = nextGate(project.gates)
      expect(open.length).toBeLessThanOrEqual(1)
      if (open[0]) expect(open[0].gate).toBe(next?.gate)
      if (next && missing(project, next.gate).length === 0) expect(open[0]?.gate).toBe(next.gate)
    }),
  )
})

test('what can be taken back is the last passed gate alone, and after that it can be passed again', () => {
  fc.assert(
    fc.property(someLife, (project) => {
      const back = project.gates.filter(({ gate }) => reopenObstacles(project, gate).length === 0)
      const last = project.gates.findLast(({ actualOn }) => actualOn !== null)
      expect(back.map(({ gate }) => gate)).toEqual(last ? [last.gate] : [])
      if (!last) return
      const reopened = { ...project, gates: project.gates.map((one) => (one === last ? state(one.gate) : one)) }
      expect(obstacles(reopened, last.gate, TODAY, TODAY)).toEqual(
        missing(project, last.gate).map((owed) => ({
          code: project.fulfilments.has(owed.code) ? 'gate.evidence-missing' : 'gate.condition-missing',
          condition: owed,
        })),
      )
    }),
  )
})

test('registration waits for its pack; nothing else does', () => {
  const project = life({ isPackAccepted: false })
  expect(codes(obstacles(project, 'registration', null, TODAY)).includes('gate.pack-not-accepted')).toBe(true)
  for (const gate of LIFE_GATES.filter((name) => name !== 'registration'))
    expect(codes(obstacles(project, gate, null, TODAY))).not.toContain('gate.pack-not-accepted')
  const passed = life({ isPackAccepted: false, gates: [state('registration', '2023-05-04', false)] })
  expect(codes(obstacles(passed, 'registration', null, TODAY))).toEqual(['gate.already-passed'])
})
