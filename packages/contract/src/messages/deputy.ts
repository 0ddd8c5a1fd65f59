import type { MessageTable } from './message-table.ts'

export const deputyMessages = {
  'deputy.not-found': { zh: '没有这项代理授权', en: 'There is no such deputy' },
  'deputy.invalid': { zh: '不能这样授权代理', en: 'Nobody can stand in like this' },
  'deputy.himself': { zh: '代理人不能是本人', en: 'Nobody stands in for himself' },
  'deputy.inactive': { zh: '账号已停用', en: 'The account is not active' },
  'deputy.another-enterprise': {
    zh: '企业填报人只能由同一企业的填报人代理，也不能代理其他人',
    en: 'A reporter stands in for reporters of the same enterprise, and nobody else for them',
  },
  'deputy.period-backwards': { zh: '结束日期早于开始日期', en: 'The last day is before the first' },
  'deputy.period-over': { zh: '结束日期早于今天（{today}）', en: 'The last day is before today ({today})' },
  'deputy.period-too-long': { zh: '期限最长 {most} 天', en: 'The period has at most {most} days' },
  'deputy.no-session': { zh: '只有在浏览器登录中才能代办', en: 'Only in a signed-in session can one act for somebody' },
  'deputy.not-now': { zh: '今天没有代理此人的授权', en: 'Today you are not the deputy of this person' },
} satisfies MessageTable
