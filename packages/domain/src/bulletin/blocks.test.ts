import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedValues, holdsFigure } from './blocks.ts'

test('a figure stands by itself, not within a longer one', () => {
  expect(holdsFigure('完成3.5亿元', '3.5亿元')).toBe(true)
  expect(holdsFigure('完成13.5亿元', '3.5亿元')).toBe(false)
  expect(holdsFigure('共12个', '2个')).toBe(false)
  expect(holdsFigure('in 1,202 projects', '202')).toBe(false)
  expect(holdsFigure('3.55', '3.5')).toBe(false)
  expect(holdsFigure('20.4%。', '20.4%')).toBe(true)
})

test('only figures that the edited text still says, and that have changed, are named, each once', () => {
  const before = { plan: '10亿元', month: '1亿元', projects: '3个', again: '1亿元' }
  const now = { plan: '10亿元', month: '2亿元', projects: '4个', again: '2亿元' }
  expect(changedValues('本月计划1亿元，全年10亿元。', before, now)).toEqual([{ from: '1亿元', to: '2亿元' }])
  expect(changedValues('本月情况良好。', before, now)).toEqual([])
  expect(changedValues('项目3个', before, {})).toEqual([{ from: '3个', to: null }])
})

test('nothing has changed as long as the rules write the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.dictionary(fc.string(), fc.string({ minLength: 1 })), (text, values) => {
      expect(changedValues(text, values, values)).toEqual([])
    }),
  )
})
