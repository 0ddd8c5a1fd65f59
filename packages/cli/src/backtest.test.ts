import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { runCli } from './cli.ts'
import { EXIT } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-backtest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ballast(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const terminal = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text), isTerminal: false }
  const code = await runCli(['forecast', 'backtest', ...args], { BALLAST_DATA_DIR: folder }, terminal)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('a malformed file is refused with line and column, in the language asked for; what is no file is wrong usage', async () => {
  const path = join(folder, 'lines.csv.gz')
  writeFileSync(path, gzipSync('fy,budget_line,liab_city,liab_nc,itd_city,itd_nc,pc_fy,pn_fy\n08,A-1,1,2,three,4,5,6\n'))
  const refused = await ballast('--nyc', path, '--lang', 'en')
  expect(refused).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('line 2, column "itd_city": "three" is no amount') })
  expect((await ballast('--nyc', path)).err).toContain('第 2 行「itd_city」列的「three」不是金额')
  expect((await ballast('--nyc', join(folder, 'nothing.csv'))).code).toBe(EXIT.usage)
  expect((await ballast()).code).toBe(EXIT.usage)
})

test('run again, its scores stand beside those of an earlier result; what is no such result is said', async () => {
  const asked = ['--synthetic', '--seeds', '1', '--draws', '100', '--lang', 'en']
  const before = JSON.parse((await ballast(...asked, '--json')).out) as { months: Record<string, { crps: number; mae: number }> }
  const m3 = before.months['M3'] as { crps: number }
  const path = join(folder, 'before.json')
  writeFileSync(path, JSON.stringify({ ...before, months: { ...before.months, M3: { ...m3, crps: m3.crps * 2 } } }))
  const { code, out } = await ballast(...asked, '--against', path)
  expect(code).toBe(EXIT.ok)
  const rows = out.split('\n').filter((line) => line.startsWith('months.'))
  expect(rows.find((line) => line.startsWith('months.M3.crps '))).toMatch(/-50\.0%/)
  expect(rows.filter((line) => /\b0\.0%/.test(line))).toHaveLength(rows.length - 1)
  expect(rows).toHaveLength(16)
  writeFileSync(path, JSON.stringify({ levels: { total: { crps: 1 } } }))
  expect(await ballast(...asked, '--against', path)).toMatchObject({
    code: EXIT.usage,
    err: expect.stringContaining('of the same backtest'),
  })
  writeFileSync(path, 'no json')
  expect((await ballast(...asked, '--against', path)).code).toBe(EXIT.usage)
})

const REAL = join(process.env['BALLAST_BACKTEST_DATA'] ?? 'data/backtest', 'nyc_ccp_budget_lines_fy08_fy15.csv.gz')
if (!existsSync(REAL)) console.log(`${REAL} is not here: set BALLAST_BACKTEST_DATA to test on New York's plans`)

test.skipIf(!existsSync(REAL))('on New York’s plans the acceptance figures hold that the years at hand can show', async () => {
  const { out } = await ballast('--nyc', REAL, '--json', '--draws', '200')
  const { origins, levels, cash } = JSON.parse(out) as {
    origins: number[]
    levels: Record<'total' | 'type' | 'line', Record<string, number>>
    cash: { mape: number }
  }
  expect(origins).toEqual([2011, 2012, 2013, 2014])
  const by = (level: keyof typeof levels, baseline: string) => (levels[level]['crps'] as number) / (levels[level][baseline] as number)
  expect(levels.type['coverage80']).toBeGreaterThanOrEqual(0.75)
  expect(levels.type['coverage80']).toBeLessThanOrEqual(0.85)
  expect(by('total', 'crpsPlan')).toBeLessThan(0.12)
  expect(by('total', 'crpsEvm')).toBeLessThan(0.8)
  expect(by('total', 'crpsStrongNaive')).toBeLessThan(1.02)
  expect(by('type', 'crpsEvm')).toBeLessThan(0.75)
  expect(by('type', 'crpsStrongNaive')).toBeLessThan(1)
  expect(by('line', 'crpsEvm')).toBeLessThan(0.8)
  expect(cash.mape).toBeLessThan(0.07)
})
