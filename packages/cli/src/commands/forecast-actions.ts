import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionPlan, ActionPlanRow } from '@ballast/contract/action.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { EXIT, print, type Command, type Run } from '../command.ts'
import { percent, yi } from '../draw.ts'
import { gateName, nameOf } from '../names.ts'
import { textTable } from '../text-table.ts'
import { FORECAST_OPTIONS, findForecast, missingForecast } from './forecast.ts'

const POLL_MS = 200

const whatOf = (run: Run, { kind, gate }: ActionPlan['lines'][number]): string =>
  messageText(run.locale, `action.what-${kind}`, { gate: gate === null ? '' : gateName(run, gate) })

function draw(run: Run, plan: ActionPlan): string {
  const chance = (value: number) => percent(value.toFixed(4))
  const table = textTable(
    [
      { title: run.say('项目', 'project') },
      { title: run.say('措施', 'action') },
      { title: run.say('月份', 'month') },
      { title: run.say('责任人', 'who') },
      { title: run.say('年底多完成', 'year gains'), align: 'right' },
    ],
    plan.lines.map((line) => [nameOf(run, line), whatOf(run, line), line.month, line.assignee ?? line.assigneeRole, yi(line.gainYuan)]),
  )
  const [round] = plan.rounds
  return [
    run.say(`${plan.year} 年措施方案，截至 ${plan.asOf}（亿元）`, `Actions for ${plan.year} as of ${plan.asOf} (100 M yuan)`),
    run.say(
      `全年中位数 ${yi(plan.before.year50Yuan)} → ${yi(plan.after.year50Yuan)} · 达到目标 ${chance(plan.before.reached)} → ${chance(plan.after.reached)} · 期望缺口 ${yi(plan.before.shortfallYuan)} → ${yi(plan.after.shortfallYuan)}（贪心 ${yi(plan.greedy.shortfallYuan)}）`,
      `median ${yi(plan.before.year50Yuan)} -> ${yi(plan.after.year50Yuan)} · target ${chance(plan.before.reached)} -> ${chance(plan.after.reached)} · expected shortfall ${yi(plan.before.shortfallYuan)} -> ${yi(plan.after.shortfallYuan)} (greedy ${yi(plan.greedy.shortfallYuan)})`,
    ),
    table,
    ...(round === undefined
      ? []
      : [
          run.say(
            `${plan.candidates} 项可选 · 求解 ${round.state} · 目标值 ${yi(round.valueYuan)}，上界 ${round.boundYuan === null ? '—' : yi(round.boundYuan)}，贪心 ${yi(round.greedyValueYuan)} · 效果为假设`,
            `${plan.candidates} candidates · solver ${round.state} · value ${yi(round.valueYuan)}, bound ${round.boundYuan === null ? '—' : yi(round.boundYuan)}, greedy ${yi(round.greedyValueYuan)} · effects are assumed`,
          ),
        ]),
  ].join('\n')
}

export const forecastActionCommand: Command = {
  name: 'forecast actions',
  summary: { zh: '在有限能力内选择措施', en: 'choose the best actions within limited capacity' },
  options: FORECAST_OPTIONS,
  examples: ['forecast actions --year 2024', 'forecast actions --as-of 2024-02 --json'],
  run: async (run) => {
    const client = await run.client()
    const found = await findForecast(run, client)
    if (found === undefined) return missingForecast(run)
    let plan: ActionPlanRow | undefined = await client('action.plan', { body: { runId: found.runId } })
    const { planId } = plan
    while (plan?.state === 'running') {
      await sleep(POLL_MS)
      plan = (await client('action.list', {})).rows.find((row) => row.planId === planId)
    }
    if (plan?.state !== 'done') {
      for (const { message } of plan?.reasons ?? []) run.terminal.err(message)
      return EXIT.refused
    }
    print(run, await client('action.show', { params: { planId } }), (shown) => draw(run, shown))
    return EXIT.ok
  },
}
