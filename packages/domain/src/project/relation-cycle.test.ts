import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numbersOnCycles } from './relation-cycle.ts'

test('those on a circle are found, those that only lead to it are not', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
    ['d', ['d']],
    ['e', []],
  ])
  expect([...numbersOnCycles(graph)].toSorted()).toEqual(['b', 'c', 'd'])
})

test('a project is on a circle when, and only when, its relations lead back to it', () => {
  const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), { maxLength: 14 })
  fc.assert(
    fc.property(edges, (pairs) => {
      const graph = new Map<string, string[]>()
      for (const [from, to] of pairs) graph.set(String(from), [...(graph.get(String(from)) ?? []), String(to)])
      const reaches = (start: string): boolean => {
        const open = [...(graph.get(start) ?? [])]
        const seen = new Set<string>()
        while (open.length > 0) {
          const next = open.pop() as string
          if (next === start) return true
          if (seen.has(next)) continue
          seen.add(next)
          open.push(...(graph.get(next) ?? []))
        }
        return false
      }
      const expected = [...graph.keys()].filter(reaches).toSorted()
      expect([...numbersOnCycles(graph)].toSorted()).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})
