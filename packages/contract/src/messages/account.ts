import type { MessageTable } from './message-table.ts'

export const accountMessages = {
  'session.required': { zh: '请先登录', en: 'Sign in first' },
  'session.refused': { zh: '登录名或密码不正确', en: 'The login or the password is not right' },
  'session.locked': { zh: '失败次数过多，请 {seconds} 秒后再试', en: 'Too many failures; try again in {seconds} seconds' },
  'session.token-refused': { zh: '访问令牌无效', en: 'The access token is not valid' },
  'session.password-must-change': { zh: '请先设置自己的密码', en: 'Set a password of your own first' },
  'session.not-found': { zh: '没有这个登录会话，或它已结束', en: 'There is no such session, or it is over' },
  'account.not-found': { zh: '没有这个账号', en: 'There is no such account' },
  'account.invalid': { zh: '账号信息有误', en: 'The account is not valid' },
  'account.login-taken': { zh: '登录名 {login} 已有人使用', en: 'The login {login} is taken' },
  'account.role-twice': { zh: '同一角色出现两次', en: 'A role stands twice' },
  'account.bureau-unknown': { zh: '代码表中没有部门 {bureau}', en: 'There is no bureau {bureau}' },
  'account.bureau-missing': { zh: '角色限于本部门时，须填写部门', en: 'A role that is held to the bureau needs a bureau' },
  'account.enterprise-unknown': { zh: '登记库中没有企业「{enterprise}」', en: 'The register holds no enterprise "{enterprise}"' },
  'account.enterprise-missing': { zh: '企业填报人须注明所属企业', en: 'An enterprise reporter needs an enterprise' },
  'account.reporter-alone': { zh: '企业填报人不能兼任其他角色', en: 'An enterprise reporter can have no other role' },
  'account.manager-name-taken': {
    zh: '已有名为「{name}」的服务管家；项目按姓名指定管家，不能重名',
    en: 'There is a service manager named {name} already; projects name their managers, so names must differ',
  },
  'account.last-administrator': { zh: '至少要有一名在用的管理员', en: 'At least one active administrator must remain' },
  'password.refused': { zh: '密码不能使用', en: 'The password cannot be used' },
  'password.wrong': { zh: '当前密码不正确', en: 'The current password is not right' },
  'password.too-short': { zh: '密码至少 {least} 个字符', en: 'A password has at least {least} characters' },
  'password.too-uniform': {
    zh: '密码须含大写字母、小写字母、数字、其他字符中的至少 {least} 类',
    en: 'A password has at least {least} of: capital letters, small letters, digits, other characters',
  },
  'password.contains-login': { zh: '密码不能包含登录名', en: 'A password must not contain the login' },
  'password.same': { zh: '新密码与当前密码相同', en: 'The new password is the current one' },
} satisfies MessageTable
