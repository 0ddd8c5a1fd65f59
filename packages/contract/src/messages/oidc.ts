import type { MessageTable } from './message-table.ts'

export const oidcMessages = {
  'oidc.not-configured': { zh: '未配置统一身份认证', en: 'No identity provider is configured' },
  'oidc.unreachable': { zh: '统一身份认证服务暂时连不上，请稍后再试', en: 'The identity provider cannot be reached; try again later' },
  'oidc.declined': { zh: '统一身份认证未通过或已取消', en: 'The identity provider declined the sign-in, or it was cancelled' },
  'oidc.flow-lost': { zh: '登录过程已过期或在别处开始，请重新登录', en: 'The sign-in took too long or was begun elsewhere; begin again' },
  'oidc.answer-refused': { zh: '统一身份认证的答复未通过核验', en: 'The answer of the identity provider did not stand up to its checks' },
  'oidc.login-taken': {
    zh: '已有同名账号，不属于此统一身份；请联系本区管理员',
    en: 'There is an account of this name already, which is not of this identity; ask an administrator of the zone',
  },
  'oidc.no-role': {
    zh: '您在统一身份认证中的用户组没有对应本系统的角色；请联系本区管理员',
    en: 'None of your groups at the identity provider has a role here; ask an administrator of the zone',
  },
  'oidc.inactive': { zh: '账号已停用', en: 'The account is not active' },
  'oidc.account-refused': {
    zh: '不能按统一身份认证的用户组开通或更新账号；请联系本区管理员',
    en: 'The account cannot be made or changed as the groups at the identity provider would have it; ask an administrator of the zone',
  },
  'oidc.logout-token-refused': { zh: '注销令牌无效', en: 'The logout token is not valid' },
  'settings.oidc-missing': {
    zh: '统一身份认证须同时设置 BALLAST_OIDC_ISSUER、BALLAST_OIDC_CLIENT_ID、BALLAST_OIDC_ROLES 和 BALLAST_PUBLIC_URL；缺 {missing}',
    en: 'An identity provider takes BALLAST_OIDC_ISSUER, BALLAST_OIDC_CLIENT_ID, BALLAST_OIDC_ROLES and BALLAST_PUBLIC_URL together; {missing} is missing',
  },
  'settings.oidc-issuer': {
    zh: 'BALLAST_OIDC_ISSUER={value} 应为 https 网址（本机可用 http）',
    en: 'BALLAST_OIDC_ISSUER={value} has to be an https address (http on this machine)',
  },
  'settings.oidc-roles': {
    zh: 'BALLAST_OIDC_ROLES 应为 JSON 对象，每个用户组对应一个角色，如 {example}',
    en: 'BALLAST_OIDC_ROLES has to be a JSON object that gives each group a role, as {example}',
  },
  'settings.oidc-role': {
    zh: 'BALLAST_OIDC_ROLES 中用户组 {group} 的角色 {role} 不存在；可用：{roles}',
    en: 'BALLAST_OIDC_ROLES gives group {group} the role {role}, which there is not; there are: {roles}',
  },
} satisfies MessageTable
