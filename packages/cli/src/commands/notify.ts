import { setTimeout as wait } from 'node:timers/promises'
import type { NotificationRun } from '@ballast/contract/notification-delivery.ts'
import type { DeliveryState } from '@ballast/domain/notification/delivery.ts'
import { print, type Command, type Run } from '../command.ts'

const PERIOD_MS = 15_000

const STATES: Readonly<Record<DeliveryState, readonly [string, string]>> = {
  waiting: ['待发', 'waiting'],
  sending: ['发送中', 'on their way'],
  sent: ['已发', 'sent'],
  failed: ['待重试', 'to be tried again'],
  abandoned: ['已放弃', 'given up'],
  uncertain: ['存疑', 'in doubt'],
}

function draw(run: Run, { spread, handedOver, recovered, left }: NotificationRun): string {
  const rest = (Object.entries(left) as [DeliveryState, number][]).map(([state, count]) => `${run.say(...STATES[state])} ${count}`)
  return [
    run.say(
      `通知事件 ${spread} 件，交出 ${handedOver} 条，收回中断的 ${recovered} 条`,
      `${spread} events told, ${handedOver} deliveries handed over, ${recovered} taken back from a process that is gone`,
    ),
    ...(rest.length === 0 ? [] : [run.say(`未送达：${rest.join('，')}`, `Not sent: ${rest.join(', ')}`)]),
  ].join('\n')
}

export const notifyCommands: readonly Command[] = [
  {
    name: 'notify deliver',
    summary: {
      zh: '投递到期的通知（服务器运行时会自行投递；也可另起进程分担）',
      en: 'deliver what is due; a running server does so by itself, another process can share the work',
    },
    options: { once: { zh: '只投递一轮', en: 'one pass, then end' } },
    examples: ['notify deliver --once', 'notify deliver', 'notify deliver --once --zone etown --json'],
    run: async (run) => {
      const client = await run.client('administrator')
      const isOnce = run.options['once'] === true
      const stop = new AbortController()
      // What is in hand is handed over and noted before the process ends.
      const end = () => stop.abort()
      if (!isOnce) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
      for (;;) {
        print(run, await client('notification-delivery.run', {}), (answer) => draw(run, answer))
        if (isOnce || stop.signal.aborted) return
        await wait(PERIOD_MS, undefined, { signal: stop.signal }).catch(() => undefined)
        if (stop.signal.aborted) return
      }
    },
  },
]
