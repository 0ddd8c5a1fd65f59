import { expect, test } from 'vitest'
import { handoverFaults } from './handover.ts'

const giver = { userId: 'a', isActive: false, enterpriseId: null }
const receiver = { userId: 'b', isActive: true, enterpriseId: null, isServiceManager: true }
const codes = (to: Partial<typeof receiver>, work = { projects: 3, followed: 1 }) =>
  handoverFaults(giver, { ...receiver, ...to }, work).map(({ code }) => code)

test('the work of somebody who has left goes to an active service manager', () => {
  expect(codes({})).toEqual([])
})

test('what is only followed goes to any colleague', () => {
  expect(codes({ isServiceManager: false }, { projects: 0, followed: 1 })).toEqual([])
})

test('all that speaks against it is said at once', () => {
  expect(codes({ userId: 'a', isActive: false, isServiceManager: false })).toEqual([
    'handover.himself',
    'handover.inactive',
    'handover.no-manager',
  ])
  expect(codes({ enterpriseId: 'x' as never })).toEqual(['handover.another-enterprise'])
  expect(codes({}, { projects: 0, followed: 0 })).toEqual(['handover.nothing'])
})
