import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeEtownPack } from './make-etown-pack.ts'
import { PUBLIC_PARCELS } from './etown-2024/public-parcels.ts'
import { PUBLIC_PROJECTS } from './etown-2024/public-projects.ts'

const FOLDER = join(import.meta.dirname, '../zones/etown-2024')

test('the facts and the seed give the committed files again, byte for byte', () => {
  for (const [path, text] of makeEtownPack()) {
    // One line to say which file differs; its text would fill the screen.
    expect(text === readFileSync(join(FOLDER, path), 'utf8'), path).toBe(true)
  }
})

test('every published row of a project is in the pack or left out for a reason', () => {
  expect(PUBLIC_PROJECTS).toHaveLength(59)
  expect(PUBLIC_PROJECTS.filter(({ standing, reason }) => standing !== 'plan' && !reason)).toEqual([])
  expect(PUBLIC_PROJECTS.filter(({ standing, citation }) => standing !== 'left-out' && citation === '')).toEqual([])
})

test('every plot that a project names is one of the published plots', () => {
  const plots = new Set(PUBLIC_PARCELS.map(({ name }) => name))
  expect(PUBLIC_PROJECTS.flatMap(({ parcels }) => parcels ?? []).filter((name) => !plots.has(name))).toEqual([])
})
