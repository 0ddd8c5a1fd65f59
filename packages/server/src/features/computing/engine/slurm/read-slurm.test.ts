import fc from 'fast-check'
import { expect, test } from 'vitest'
import { billedTflopsOf, cardsOf, jobRecordOf, jobStateOf, nodeStateOf, numberOf, reservationOf } from './read-slurm.ts'

const type = fc.stringMatching(/^[a-z][a-z0-9._-]{0,11}$/)
const socket = fc.constantFrom('', '(S:0-1)', '(IDX:0-7)', '(IDX:0-2,5)', '(IDX:N/A)')

test('cards are counted by type, whatever stands beside them', () => {
  fc.assert(
    fc.property(fc.dictionary(type, fc.nat(64), { maxKeys: 4 }), socket, fc.boolean(), (counts, tail, hasOther) => {
      const parts = Object.entries(counts).map(([name, count]) => `gpu:${name}:${count}${tail}`)
      expect(cardsOf([...(hasOther ? ['nic:ib:2'] : []), ...parts].join(','))).toEqual(counts)
    }),
  )
  expect(cardsOf('gpu:8')).toEqual({ gpu: 8 })
  expect(cardsOf('N/A')).toEqual({})
  expect(cardsOf(undefined)).toEqual({})
})

test('what a card is billed with', () => {
  expect(billedTflopsOf('CPU=1.0,GRES/gpu:a800=312,gres/gpu:h20=148.5')).toEqual({ a800: 312, h20: 148.5 })
})

test('the states of jobs: one base and flags, and words of later versions', () => {
  expect(jobStateOf(['RUNNING', 'COMPLETING'])).toBe('completing')
  expect(jobStateOf(['PENDING', 'REQUEUED'])).toBe('pending')
  expect(jobStateOf(['CANCELLED', 'COMPLETING'])).toBe('cancelled')
  expect(jobStateOf(['PENDING', 'REVOKED'])).toBe('revoked')
  expect(jobStateOf(['TELEPORTED'])).toBe('unknown')
  expect(jobStateOf(undefined)).toBe('unknown')
})

test('the states of nodes', () => {
  expect(nodeStateOf(['IDLE', 'DRAIN'])).toBe('drained')
  expect(nodeStateOf(['MIXED', 'DRAIN'])).toBe('draining')
  expect(nodeStateOf(['IDLE', 'NOT_RESPONDING'])).toBe('down')
  expect(nodeStateOf(['IDLE', 'MAINTENANCE', 'RESERVED'])).toBe('maintenance')
  expect(nodeStateOf(['IDLE', 'PLANNED'])).toBe('idle')
  expect(nodeStateOf(['MIXED'])).toBe('partly')
  expect(nodeStateOf(['ALLOCATED'])).toBe('full')
  expect(nodeStateOf(['FUTURE'])).toBe('unknown')
})

test('a number that is not set or has no end is none', () => {
  expect([
    numberOf({ set: true, infinite: false, number: 3 }),
    numberOf({ set: false, number: 3 }),
    numberOf({ set: true, infinite: true }),
    numberOf(undefined),
  ]).toEqual([3, null, null, null])
})

test('a run that was put back is over in the books, whatever the job does now', () => {
  const time = { submission: 100, start: 110, end: 113, elapsed: 3 }
  for (const current of [['REQUEUED'], ['PENDING', 'REQUEUED']])
    expect(jobRecordOf({ state: { current }, time })).toMatchObject({ state: 'preempted', endedAt: 113, elapsedSeconds: 3 })
  expect(jobRecordOf({ state: { current: ['PENDING', 'REQUEUED'] }, time: { ...time, start: 4_294_967_294, end: 0 } })).toMatchObject({
    state: 'pending',
    endedAt: null,
  })
})

test('a row of the books: what is billed covers all nodes, what never began has no beginning', () => {
  const row = jobRecordOf({
    job_id: 7,
    cluster: 'c1',
    restart_cnt: 1,
    comment: { job: 'own' },
    state: { current: ['CANCELLED'] },
    time: { submission: 100, start: 4_294_967_294, end: 130, elapsed: 0 },
    tres: {
      allocated: [
        { type: 'billing', count: 9984 },
        { type: 'gres', name: 'gpu', count: 32 },
        { type: 'gres', name: 'gpu:a800', count: 32 },
      ],
    },
    nodes: 'None assigned',
  })
  expect(row).toMatchObject({
    jobId: '7',
    startedAt: null,
    endedAt: 130,
    billedTflops: 9984,
    cards: { a800: 32 },
    restarts: 1,
    nodes: '',
    ownId: 'own',
  })
  expect(jobRecordOf({ state: { current: ['RUNNING'] }, time: { start: 5, end: 0 } })).toMatchObject({
    startedAt: 5,
    endedAt: null,
    cards: {},
  })
})

test('a reservation is for maintenance, or for users, accounts and groups', () => {
  const at = (number: number) => ({ set: true, infinite: false, number })
  // As 24.11.5 wrote one that was made there with scontrol.
  const seen = { name: 'fan', start_time: at(1_796_005_137), end_time: at(1_796_010_537), node_count: 1, node_list: 'g3' }
  const times = { startsAt: 1_796_005_137, endsAt: 1_796_010_537 }
  expect(reservationOf({ ...seen, accounts: '', groups: '', users: 'root', flags: ['MAINT', 'SPEC_NODES'] })).toEqual({
    ...times,
    name: 'fan',
    nodes: 1,
    nodeNames: 'g3',
    isMaintenance: true,
    holders: ['root'],
  })
  const forSome = reservationOf({ ...seen, users: 'tenant001,tenant002', accounts: 'firm-1', groups: '', flags: ['SPEC_NODES'] })
  expect(forSome).toMatchObject({ isMaintenance: false, holders: ['tenant001', 'tenant002', 'firm-1'] })
})
