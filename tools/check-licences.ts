// Every installed package must carry a licence of the allow-list; a package that states none, or another, fails the check.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MPL-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'Python-2.0',
  'OFL-1.1',
])
/** Packages whose own statement is not an SPDX name, with what their licence file or readme says. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'splaytree-ts': 'BSD-3-Clause',
  'combine-errors': 'MIT',
  'humanize-number': 'MIT',
}

type Manifest = { name?: string; version?: string; license?: string | { type?: string }; licenses?: { type?: string }[] }

/** "(MIT OR GPL-3.0)" is allowed when one side is; "A AND B" when both are. */
function isAllowed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '')
  if (/ OR /i.test(bare)) return bare.split(/ OR /i).some((part) => isAllowed(part))
  if (/ AND /i.test(bare)) return bare.split(/ AND /i).every((part) => isAllowed(part))
  return ALLOWED.has(bare.trim())
}

export function licenceOf(manifest: Manifest): string {
  const stated =
    typeof manifest.license === 'string'
      ? manifest.license
      : (manifest.license?.type ?? manifest.licenses?.map((item) => item.type).join(' OR '))
  return READ_BY_HAND[manifest.name ?? ''] ?? stated ?? 'none'
}

const counts = new Map<string, number>()
const refused: string[] = []
for (const path of globSync('node_modules/{,@*/}*/package.json', { cwd: ROOT })) {
  if (path.startsWith('node_modules/@ballast/')) continue
  const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest
  if (manifest.name === undefined) continue
  const licence = licenceOf(manifest)
  counts.set(licence, (counts.get(licence) ?? 0) + 1)
  if (!isAllowed(licence)) refused.push(`${manifest.name}@${manifest.version}: ${licence}`)
}
if (refused.length > 0) {
  console.error(`licences outside the allow-list:\n${refused.join('\n')}`)
  process.exit(1)
}
console.log(
  `licences: ${[...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')}`,
)
