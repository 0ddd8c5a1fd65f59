import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ENGINE = join(dirname(fileURLToPath(import.meta.resolve('@ballast/forecast/index.ts'))), '..')
const SHOWN_DIGITS = 12
let known: string | undefined

/** The engine that is at work: its version and the SHA-256 of its sources, so that any change of them shows. */
export function codeVersion(): string {
  if (known !== undefined) return known
  const { version } = JSON.parse(readFileSync(join(ENGINE, 'package.json'), 'utf8')) as { version: string }
  const hash = createHash('sha256')
  for (const path of globSync('src/*.ts', { cwd: ENGINE }).sort()) {
    if (!path.endsWith('.test.ts'))
      hash
        .update(path.replaceAll('\\', '/'))
        .update('\0')
        .update(readFileSync(join(ENGINE, path)))
        .update('\0')
  }
  known = `${version}+${hash.digest('hex').slice(0, SHOWN_DIGITS)}`
  return known
}
