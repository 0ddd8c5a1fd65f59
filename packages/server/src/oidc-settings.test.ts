import { expect, test } from 'vitest'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { settingsFrom } from './settings.ts'

const GOOD = {
  BALLAST_PUBLIC_URL: 'https://ballast.example',
  BALLAST_OIDC_ISSUER: 'https://id.example/realms/zone',
  BALLAST_OIDC_CLIENT_ID: 'ballast',
  BALLAST_OIDC_ROLES: '{"plan-office":"planner","heads":"leader"}',
}
const read = (env: Record<string, string>) => settingsFrom(env, { isTerminal: false }).identityProvider
function reasonsOf(env: Record<string, string>): unknown {
  try {
    read(env)
    return []
  } catch (error) {
    return (error as Refusal).reasons.map(({ code, params }) => [code, ...Object.values(params ?? {})])
  }
}

test('without settings there is no identity provider', () => {
  expect(read({ BALLAST_PUBLIC_URL: 'https://ballast.example' })).toBeUndefined()
})

test('four settings make one; the others have defaults', () => {
  expect(read(GOOD)).toEqual({
    issuer: 'https://id.example/realms/zone',
    clientId: 'ballast',
    clientSecret: undefined,
    nameZh: '统一身份认证',
    nameEn: 'Single sign-on',
    groupsClaim: 'groups',
    roles: { 'plan-office': 'planner', heads: 'leader' },
    zone: undefined,
    publicUrl: 'https://ballast.example',
  })
})

test('what is missing is named', () => {
  expect(reasonsOf({ BALLAST_OIDC_ISSUER: GOOD.BALLAST_OIDC_ISSUER })).toEqual([
    ['settings.oidc-missing', 'BALLAST_OIDC_CLIENT_ID, BALLAST_OIDC_ROLES, BALLAST_PUBLIC_URL'],
  ])
})

test('a provider is reached by https, on this machine also by http', () => {
  for (const [issuer, isGood] of [
    ['http://127.0.0.1:9000', true],
    ['http://id.example', false],
    ['id.example', false],
    ['file:///etc', false],
  ] as const) {
    expect([issuer, reasonsOf({ ...GOOD, BALLAST_OIDC_ISSUER: issuer })]).toEqual([
      issuer,
      isGood ? [] : [['settings.oidc-issuer', issuer]],
    ])
  }
})

test('groups give roles that there are, and never speak for an enterprise', () => {
  const wrong = (roles: string) => reasonsOf({ ...GOOD, BALLAST_OIDC_ROLES: roles })
  expect(wrong('plan-office=planner')).toMatchObject([['settings.oidc-roles', expect.any(String)]])
  expect(wrong('{}')).toMatchObject([['settings.oidc-roles', expect.any(String)]])
  expect(wrong('["planner"]')).toMatchObject([['settings.oidc-roles', expect.any(String)]])
  expect(wrong('{"a":"king","b":"planner","c":"enterprise_reporter"}')).toMatchObject([
    ['settings.oidc-role', 'a', 'king', expect.any(String)],
    ['settings.oidc-role', 'c', 'enterprise_reporter', expect.any(String)],
  ])
})
