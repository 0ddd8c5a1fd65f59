// npm run check: everything that can be said without running the product's tests, in order of speed, then the tests.
import { NODE, ensureInstalled, run } from './install.mjs'

ensureInstalled()
const env = { PATH: `${NODE.replace(/[\\/][^\\/]+$/, '')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` }
/** @type {[name: string, program: string, args: string[]][]} */
const steps = [
  ['format', 'node_modules/@biomejs/biome/bin/biome', ['format', '.']],
  ['lint', 'node_modules/oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'node_modules/typescript-native/bin/tsc', ['-p', 'tsconfig.json']],
  ['types of the web app', 'node_modules/typescript-native/bin/tsc', ['-p', 'packages/web/tsconfig.json']],
  ['types of the journeys', 'node_modules/typescript-native/bin/tsc', ['-p', 'e2e/tsconfig.json']],
  ['import rules', 'tools/check-layers.ts', []],
  ['unused code', 'node_modules/knip/bin/knip.js', []],
  ['licences', 'tools/check-licences.ts', []],
  ['web build', 'tools/build-web.ts', []],
  ['tests', 'node_modules/vitest/vitest.mjs', ['run']],
]
const only = process.argv.slice(2)
for (const [name, program, args] of steps) {
  if (only.length > 0 && !only.includes(name.replaceAll(' ', '-'))) continue
  console.log(`— ${name}`)
  run(NODE, [program, ...args], env)
}
