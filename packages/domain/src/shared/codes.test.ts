import { expect, test } from 'vitest'
import { checkCreditCode, checkProjectCode, isCadastralCode } from './codes.ts'

test.each([
  '2310-360198-04-01-300275',
  '2603-141124-89-05-346948',
  '2411-130202-89-01-637015',
  '2509-140602-89-05-864976',
  '2401-110115-04-01-123455',
])('the project code %s is valid', (code) => expect(checkProjectCode(code)).toBe('valid'))
test('a project code with a wrong check digit or form is told apart from a legacy one', () => {
  expect(checkProjectCode('2401-110115-04-01-123456')).toBe('bad-check-digit')
  expect(checkProjectCode('2413-110115-04-01-123456')).toBe('bad-form')
  expect(checkProjectCode('2018-110115-04-01-12345')).toBe('legacy')
})

test.each(['91350200776049653A', '91440101MA5CJQ4N59', '913502000728319549', '123502001549897397', '91350100M000100Y43'])(
  'the credit code %s is valid',
  (code) => expect(checkCreditCode(code)).toBe('valid'),
)
test('a credit code with a wrong check character or form is told', () => {
  expect(checkCreditCode('91350100M000100Y4A')).toBe('bad-check-digit')
  expect(checkCreditCode('91350203M0001QAY9B')).toBe('bad-check-digit')
  expect(checkCreditCode('9135010OM000100Y43')).toBe('bad-form')
})

test('a cadastral code may carry the fixture part', () => {
  expect(isCadastralCode('110115001001GB00001')).toBe(true)
  expect(isCadastralCode('110115001001GB00001F00010001')).toBe(true)
  expect(isCadastralCode('110115001001ZZ00001')).toBe(false)
})
