import type { MessageTable } from './message-table.ts'

export const handoverMessages = {
  'handover.refused': { zh: '工作不能这样交接', en: 'The work cannot be handed over like this' },
  'handover.himself': { zh: '不能交接给本人', en: 'Nobody takes over from himself' },
  'handover.inactive': { zh: '接收人的账号已停用', en: 'The account of the receiver is not active' },
  'handover.another-enterprise': { zh: '接收人不属于同一企业', en: 'The receiver is not of the same enterprise' },
  'handover.no-manager': {
    zh: '接收人不是服务管家，看不到这些项目',
    en: 'The receiver is no service manager and would not see the projects',
  },
  'handover.nothing': { zh: '没有可交接的工作', en: 'There is nothing to hand over' },
  'handover.projects-changed': {
    zh: '预览之后项目有增减，请核对后再交接',
    en: 'Since the preview projects have come or gone; look again before handing over',
  },
} satisfies MessageTable
