import { print, type Command } from '../command.ts'
import { nameOf } from '../names.ts'
import { textTable } from '../text-table.ts'

const WHAT = {
  reminder: ['提醒', 'reminder'],
  supervision: ['督办单', 'supervision letter'],
  leadership: ['提交领导', 'leadership list'],
  closed: ['办结', 'closed'],
} as const

export const escalateCommands: readonly Command[] = [
  {
    name: 'escalate',
    summary: {
      zh: '按步骤发起到期的督办（可由系统定时每日执行，重复执行不会重复发起）',
      en: 'raise every step that is due; for a daily timer, done again it raises nothing twice',
    },
    options: { trial: { zh: '只看将发起什么，不写入', en: 'only say what would be raised' } },
    examples: ['escalate --trial', 'escalate --zone etown --json'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('escalation.run', { body: { isTrial: run.options['trial'] === true } })
      print(run, answer, ({ raised, businessOn, isTrial }) => {
        if (raised.length === 0) return run.say(`${businessOn} 没有到期的步骤`, `Nothing is due on ${businessOn}`)
        const head = isTrial
          ? run.say(`${businessOn} 将发起 ${raised.length} 项`, `${raised.length} would be raised on ${businessOn}`)
          : run.say(`${businessOn} 已发起 ${raised.length} 项`, `${raised.length} raised on ${businessOn}`)
        const table = textTable(
          [
            { title: run.say('编号', 'number') },
            { title: run.say('项目', 'project') },
            { title: run.say('事由', 'about') },
            { title: run.say('步骤', 'step') },
            { title: run.say('回复期限', 'reply due') },
          ],
          raised.map((item) => [
            item.projectNo,
            nameOf(run, item),
            run.say(item.ruleZh, item.ruleEn),
            run.say(WHAT[item.what][0], WHAT[item.what][1]),
            item.replyDueOn ?? '',
          ]),
        )
        return `${head}\n\n${table}`
      })
    },
  },
]
