import type { EndState } from '@ballast/domain/voucher/settle.ts'

export const END_NAMES: Readonly<Record<EndState, { zh: string; en: string }>> = {
  completed: { zh: '完成', en: 'completed' },
  failed: { zh: '失败', en: 'failed' },
  cancelled: { zh: '取消', en: 'cancelled' },
  timeout: { zh: '超时', en: 'timed out' },
  out_of_memory: { zh: '内存不足', en: 'out of memory' },
  preempted: { zh: '被抢占', en: 'preempted' },
  node_fail: { zh: '节点故障', en: 'node failure' },
}
