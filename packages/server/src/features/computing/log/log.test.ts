// Logs of jobs are read from folders in which tenants do as they like.
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../../platform/database.ts'
import { testCentres, type CentreZone } from '../../../testing/centres.ts'
import { testDatabase } from '../../../testing/database.ts'
import { readTail } from './read-tail.ts'

let database: Database
let zone: CentreZone
const folder = mkdtempSync(join(tmpdir(), 'ballast-logs-'))
beforeAll(async () => {
  database = await testDatabase()
  zone = await testCentres(database, 'logs', ['c1'], { logDir: join(folder, '{user}') })
  zone.fresh(8)
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a firm reads the end of what its job writes, and nothing of another firm’s', async () => {
  const [c1] = zone.centres as [Uuid]
  const voucherId = await zone.grant('tflops_s', '144000000')
  const template = { kind: 'training' as const, command: 'train' }
  const { jobId } = await zone.firm('compute-job.submit', {
    body: { voucherId, centreId: c1, name: '训练', cardType: 'A', cards: 8, limitMinutes: 10, template },
  })
  const read = (bytes?: number) => zone.firm('compute-job.log', { params: { jobId }, query: bytes === undefined ? {} : { bytes } })
  expect(await read()).toEqual({ fileName: null, text: '', bytes: 0, isCut: false })
  await zone.roundAt(c1)
  expect(await read()).toMatchObject({ fileName: 'slurm-1.out', text: '' })
  mkdirSync(join(folder, 'tenant001'))
  writeFileSync(join(folder, 'tenant001', 'slurm-1.out'), 'epoch 1\n\u001b[31m损失 0.5\u001b[0m\nepoch 2\n')
  expect(await read()).toMatchObject({ text: 'epoch 1\n损失 0.5\nepoch 2\n', isCut: false })
  writeFileSync(join(folder, 'tenant001', 'slurm-1.out'), `${'x'.repeat(2000)}\nepoch 2\n`)
  expect(await read(1024)).toMatchObject({ text: 'epoch 2\n', bytes: 2009, isCut: true })
  await expect(zone.otherFirm('compute-job.log', { params: { jobId }, query: {} })).rejects.toMatchObject({ problem: { status: 404 } })
})

test('a link, also on the way, a second name, a folder and what is not there are nothing to be read', async () => {
  const at = (name: string) => join(folder, name)
  writeFileSync(at('secret'), 'secret')
  symlinkSync(at('secret'), at('link'))
  linkSync(at('secret'), at('second'))
  mkdirSync(at('folder'))
  for (const name of ['link', 'second', 'folder', 'nothing']) expect(await readTail(folder, at(name), 100)).toBeUndefined()
  mkdirSync(at('hers'))
  writeFileSync(join(at('hers'), 'slurm-1.out'), 'hers')
  expect(await readTail(folder, join(at('hers'), 'slurm-1.out'), 100)).toMatchObject({ text: 'hers' })
  symlinkSync(at('hers'), at('his'))
  expect(await readTail(folder, join(at('his'), 'slurm-1.out'), 100)).toBeUndefined()
})
