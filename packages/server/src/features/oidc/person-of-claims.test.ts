import { expect, test } from 'vitest'
import { groupsOf, personOf, rolesOf } from './person-of-claims.ts'

const who = { issuer: 'https://id.example', subject: '42' }

test('groups are a list, a single one, or inside an object; no claim is not an empty list', () => {
  expect(groupsOf({ groups: ['a', 'b', 7] }, 'groups')).toEqual(['a', 'b'])
  expect(groupsOf({ groups: 'a' }, 'groups')).toEqual(['a'])
  expect(groupsOf({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a'])
  expect(groupsOf({ 'https://example/groups.v2': ['a'] }, 'https://example/groups.v2')).toEqual(['a'])
  expect(groupsOf({}, 'groups')).toBeUndefined()
  expect(groupsOf({ groups: 7 }, 'groups.a.b')).toBeUndefined()
})

test('several groups with one role give it once; a group without a role gives none, whatever its name', () => {
  const byGroup = { plan: 'planner', office: 'planner', heads: 'leader' } as const
  expect(rolesOf(['heads', 'office', 'plan', 'canteen', 'constructor', '__proto__'], byGroup)).toEqual(['planner', 'leader'])
})

test('a login is the preferred name or the name of the mail address; one that we could not write is made', () => {
  expect(personOf({ preferred_username: 'Li.Lei@corp.example' }, who).login).toBe('li.lei')
  expect(personOf({ email: 'han@corp.example' }, who)).toMatchObject({ login: 'han', email: 'han@corp.example' })
  const made = personOf({ preferred_username: '李雷' }, who).login
  expect(made).toMatch(/^sso-[0-9a-f]{12}$/)
  expect(personOf({}, who).login).toBe(made)
  expect(personOf({}, { ...who, subject: '43' }).login).not.toBe(made)
})

test('the Chinese name stays whole; the English one is made of Latin parts when there are both', () => {
  expect(personOf({ name: '李雷', given_name: 'Lei', family_name: 'Li' }, who)).toMatchObject({ nameZh: '李雷', nameEn: 'Lei Li' })
  expect(personOf({ name: '李雷', given_name: '雷', family_name: '李' }, who)).toMatchObject({ nameZh: '李雷', nameEn: '李雷' })
})
