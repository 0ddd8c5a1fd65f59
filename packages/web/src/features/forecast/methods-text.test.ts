import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { methodsIn } from './methods-text.ts'

const text = readFileSync(new URL('../../../../../docs/forecast-methods.md', import.meta.url), 'utf8')
const parts = text.split(/^# .*$/m).slice(1)
const figures = (part: string) =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => line.match(/[\d.,/]+ ?%?/g) ?? [])

test('both languages of the methods have the same sections and the same figures', () => {
  expect(parts).toHaveLength(2)
  const [chinese = '', english = ''] = parts
  expect(figures(chinese).length).toBeGreaterThan(40)
  const own = (part: string) =>
    figures(part)
      .filter((figure) => /\d/.test(figure))
      .map((figure) => figure.trim())
  expect(own(english)).toEqual(own(chinese))
  expect(english.match(/^## /gm)).toHaveLength(chinese.match(/^## /gm)?.length ?? 0)
})

test('each language gets its own part', () => {
  const html = '<h1>方法</h1><p>中文</p><h1>Methods</h1><p>English</p>'
  expect(methodsIn(html, 'zh-CN')).toBe('<p>中文</p>')
  expect(methodsIn(html, 'en')).toBe('<p>English</p>')
})
