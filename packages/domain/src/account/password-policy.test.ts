import { expect, test } from 'vitest'
import { passwordFaults } from './password-policy.ts'

const codes = (password: string) => passwordFaults(password, 'planner').map((reason) => reason.code)

test('a password is refused with every reason at once', () => {
  expect(codes('planner')).toEqual(['password.too-short', 'password.too-uniform', 'password.contains-login'])
  expect(codes('aaaaaaaaaaaa')).toEqual(['password.too-uniform'])
  expect(codes('xX9-Planner-2024')).toEqual(['password.contains-login'])
})

test('Chinese characters count as characters and as a kind of their own', () => {
  expect(codes('固定资产投资压舱石a1')).toEqual([])
})
