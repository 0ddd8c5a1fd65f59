// Checks the import rules of .dependency-cruiser.cjs, and that they bite: on the planted violations of layer-fixture/ every
// rule must report, and on the product the checker must have seen at least as many modules as there are source files.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

interface Cruise {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const ROOT = join(import.meta.dirname, '..')
const CONFIG = join(ROOT, '.dependency-cruiser.cjs')

function cruise(folder: string): Cruise {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'packages', '--config', CONFIG, '--output-type', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Cruise
}

const rules = (createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] }).forbidden.map((rule) => rule.name)
const planted = new Set(cruise(join(import.meta.dirname, 'layer-fixture')).summary.violations.map((violation) => violation.rule.name))
const blind = rules.filter((name) => !planted.has(name))
if (blind.length > 0) {
  console.error(`these import rules do not see their planted violation: ${blind.join(', ')}`)
  process.exit(1)
}

const { modules, summary } = cruise(ROOT)
const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: ROOT }).length
if (modules.length < sources) {
  console.error(`the import check saw ${modules.length} modules, but there are ${sources} source files`)
  process.exit(1)
}
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`)
if (summary.violations.length > 0) process.exit(1)
console.log(`import rules: ${rules.length} rules, each proven on a planted violation; ${modules.length} modules, no violation`)
