import { expect, test } from 'vitest'
import { searchText, searchWords, sortKey } from './pinyin.ts'

test.each([
  ['京东方', 'jingdongfang', 'jdf'],
  ['重庆', 'chongqing', 'cq'],
  ['银行', 'yinhang', 'yh'],
  ['北京重型机械长安厂', 'beijingzhongxingjixiechanganchang', 'bjzxjxcac'],
])('%s is found by its pinyin and its initials, polyphones read as the word is read', (name, full, initials) => {
  expect(searchText([name]).split('\n')).toEqual([name, full, initials])
})

test('what is not Chinese stays in its place, in lower case and half width', () => {
  expect(searchText(['京东方８.5代线ABC', null, ' ', undefined]).split('\n')).toEqual([
    '京东方8.5代线abc',
    'jingdongfang8.5daixianabc',
    'jdf8.5dxabc',
  ])
})

test('a code is searchable once, without readings', () => {
  expect(searchText(['2401-110115-04-01-123455', '2401-110115-04-01-123455'])).toBe('2401-110115-04-01-123455')
})

test('a search box is split into words', () => {
  expect(searchWords('  京东方　JDF ')).toEqual(['京东方', 'jdf'])
  expect(searchWords('  ')).toEqual([])
})

test('names sort by pinyin, tone and character, and numbers by value', () => {
  const names = ['张三', '章三', '张一', '安', '项目10', '项目9', '北京', '八一']
  const byKey = names.toSorted((a, b) => (Buffer.from(sortKey(a)).compare(Buffer.from(sortKey(b))) < 0 ? -1 : 1))
  expect(byKey).toEqual(['安', '八一', '北京', '项目9', '项目10', '张三', '张一', '章三'])
})
