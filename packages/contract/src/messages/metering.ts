import type { MessageTable } from './message-table.ts'

export const meteringMessages = {
  'metering.refused': { zh: '用量未认领', en: 'The use was not assigned' },
  'metering.day-to-come': { zh: '{day} 还没有到，没有可对的账', en: '{day} is still to come: there is nothing to prove' },
  'metering.not-found': { zh: '没有这条待认领用量', en: 'There is no such use in suspense' },
  'metering.is-assigned': { zh: '这条用量已由 {name} 认领', en: '{name} has assigned this use already' },
  'metering.mixed-cards': {
    zh: '这条用量同时用了多种卡，不能记入一家企业的一种卡型',
    en: 'It ran on several types of card and cannot be charged as one',
  },
  'metering.unknown-card': {
    zh: '中心卡型登记里没有引擎卡名 {card}，请先登记',
    en: 'The register of the centre does not know the engine’s card {card}; enter it first',
  },
  'compute-bill.not-found': { zh: '没有这张账单', en: 'There is no such bill' },
  'compute-bill.refused': { zh: '账单未出具', en: 'The bills were not issued' },
  'compute-bill.month-not-over': { zh: '{month} 还没有结束（今天 {today}）', en: '{month} is not over ({today} is today)' },
  'compute-bill.day-differs': {
    zh: '{centre} {day} 对账相差 {difference} TFLOPS·s，请先查清',
    en: 'The books of {centre} differ by {difference} TFLOPS·s on {day}; clear it first',
  },
  'compute-bill.nothing': { zh: '{month} 及以前没有未出账的用量', en: 'There is no use up to {month} that is not billed' },
  'compute-bill.is-correction': { zh: '更正单不能再更正，请更正原账单', en: 'A correction is not corrected; correct the bill itself' },
  'compute-bill.no-amount': { zh: '更正金额不能为零', en: 'A correction of nothing corrects nothing' },
  'compute-bill.below-zero': {
    zh: '更正后账单金额不能小于零（现为 {net} 元）',
    en: 'A bill cannot fall below zero by its corrections ({net} yuan now)',
  },
} satisfies MessageTable
