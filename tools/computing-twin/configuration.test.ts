import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gresConf, nodeConf, slurmConf, slurmdbdConf } from './configuration.ts'
import { MOST_NODES, centresOf, type Shape } from './shape.ts'

const shape = fc.record({
  slurm: fc.constantFrom('24.11' as const, '26.05' as const),
  centres: fc.integer({ min: 1, max: 9 }),
  nodes: fc.integer({ min: 1, max: MOST_NODES }),
  cardsPerNode: fc.integer({ min: 1, max: 16 }),
  port: fc.integer({ min: 1024, max: 50_000 }),
})

const portsOf = (given: Shape) =>
  centresOf(given).flatMap(({ dbdPort, controllerPort, restPort, firstNodePort }) => [
    dbdPort,
    controllerPort,
    restPort,
    ...Array.from({ length: given.nodes }, (_, index) => firstNodePort + index),
  ])

test('no two servers of a twin share a port, whatever its shape', () => {
  fc.assert(
    fc.property(shape, (given) => {
      const ports = portsOf(given)
      expect(new Set(ports).size).toBe(ports.length)
      expect(Math.max(...ports)).toBeLessThan(65_536)
    }),
    { numRuns: 30 },
  )
})

test('every node has one group, with its cards in both files and as many as were asked for', () => {
  fc.assert(
    fc.property(shape, (given) => {
      for (const centre of centresOf(given)) {
        const nodes = centre.groups.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
        expect(nodes).toEqual(Array.from({ length: given.nodes }, (_, index) => index + 1))
        for (const { card, first, last } of centre.groups) {
          expect(slurmConf(centre, given)).toMatch(new RegExp(`g\\[${first}-${last}\\] .*Gres=gpu:${card}:${given.cardsPerNode}\\n`))
          expect(gresConf(centre, given)).toContain(`NodeName=g[${first}-${last}] Name=gpu Type=${card} `)
        }
      }
    }),
    { numRuns: 30 },
  )
})

test('a voucher can be trusted: limits are enforced, a card of 312 TFLOPS is billed as 312', () => {
  const given: Shape = { slurm: '24.11', centres: 2, nodes: 4, cardsPerNode: 8, port: 16_800 }
  const [first, second] = centresOf(given)
  if (first === undefined || second === undefined) throw new Error('two centres')
  const conf = slurmConf(second, given)
  expect(conf).toContain('AccountingStorageEnforce=associations,limits,qos,safe\n')
  expect(conf).toContain('TRESBillingWeights="GRES/gpu:a800=312,GRES/gpu:ascend910b=376,GRES/gpu:h20=148"')
  expect(conf).toContain('AuthAltParameters=jwt_key=/opt/ballast/c2/jwt.key\n')
  expect(nodeConf(conf)).toContain('AuthInfo=use_client_ids,disable_sack\n')
  expect(slurmdbdConf(first)).toContain('StorageLoc=c1\n')
})
