import { expect, test } from 'vitest'
import type { Instant } from '../shared/time.ts'
import { afterAttempt, CHANNEL_KINDS, MOST_ATTEMPTS } from './delivery.ts'

const now = '2024-02-01T00:00:00.000Z' as Instant

test('what arrived is done, what was refused is given up', () => {
  expect(afterAttempt('mail', 1, { result: 'sent' }, now)).toEqual({ state: 'sent', dueAt: null })
  expect(afterAttempt('mail', 1, { result: 'refused' }, now)).toEqual({ state: 'abandoned', dueAt: null })
})

test('what is known not to have arrived is tried again, ever more rarely, and not for ever', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS }, (_, index) => afterAttempt('mail', index + 1, { result: 'later' }, now))
  expect(waits.map(({ state }) => state)).toEqual([...Array.from({ length: MOST_ATTEMPTS - 1 }, () => 'failed'), 'abandoned'])
  expect(waits[0]?.dueAt).toBe('2024-02-01T00:01:00.000Z')
  expect(waits[1]?.dueAt).toBe('2024-02-01T00:05:00.000Z')
  const times = waits.slice(0, -1).map(({ dueAt }) => dueAt as string)
  expect(times).toEqual(times.toSorted())
})

test('handed over without an answer: a webhook is repeated, nothing else is', () => {
  const states = (['mail', ...CHANNEL_KINDS] as const).map((medium) => [medium, afterAttempt(medium, 1, { result: 'unknown' }, now).state])
  expect(states).toEqual([
    ['mail', 'uncertain'],
    ['webhook', 'failed'],
    ['wecom', 'uncertain'],
    ['dingtalk', 'uncertain'],
  ])
})
