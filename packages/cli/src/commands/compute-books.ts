import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { exactPHours } from '@ballast/domain/voucher/computing-power.ts'
import { EXIT, print, type Command } from '../command.ts'
import { textTable } from '../text-table.ts'

export const computeBooksCommands: readonly Command[] = [
  {
    name: 'compute reconcile',
    summary: {
      zh: '计量对账：各中心逐日与引擎账簿的差额（TFLOPS·秒），有差额时返回非零',
      en: 'by centre and day, what the books of the engine and the ledger differ by; fails where they do',
    },
    examples: ['compute reconcile', 'compute reconcile --json'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('metering.read', {})
      print(run, answer, ({ centres, days, suspense }) =>
        [
          ...centres.map(({ centreCode, readUntil }) =>
            run.say(
              `中心 ${centreCode}：账簿读到 ${readUntil ?? '（未读）'}`,
              `Centre ${centreCode}: books read until ${readUntil ?? '(never)'}`,
            ),
          ),
          textTable(
            [
              { title: run.say('日期', 'day') },
              { title: run.say('中心', 'centre') },
              { title: run.say('运行', 'runs'), align: 'right' },
              { title: run.say('引擎', 'engine'), align: 'right' },
              { title: run.say('已计量', 'metered'), align: 'right' },
              { title: run.say('待认领', 'suspense'), align: 'right' },
              { title: run.say('差额', 'difference'), align: 'right' },
            ],
            days.map(({ day, centreCode, runs, engine, metered, suspense: open, difference }) => [
              day,
              centreCode,
              String(runs),
              engine,
              metered,
              open,
              difference,
            ]),
          ),
          ...days.flatMap(({ day, faults }) =>
            faults.map(({ fault, label, engine, ours }) => `  ✗ ${day} ${label} ${fault}: ${engine} / ${ours}`),
          ),
          run.say(
            `待认领 ${suspense.open} 条，${exactPHours(BigInt(suspense.amount))}`,
            `${suspense.open} runs in suspense, ${exactPHours(BigInt(suspense.amount))}`,
          ),
        ].join('\n'),
      )
      return answer.days.some(({ difference, faults }) => difference !== '0' || faults.length > 0) ? EXIT.refused : EXIT.ok
    },
  },
  {
    name: 'compute bills',
    summary: { zh: '算力账单；用 --issue 出具一个月的账单', en: 'bills of computing; with --issue those of a month are issued' },
    options: {
      month: { zh: '账期', en: 'of one month', value: 'YYYY-MM' },
      issue: { zh: '出具该月账单', en: 'issue the bills of this month', value: 'YYYY-MM' },
    },
    examples: ['compute bills --month 2024-02', 'compute bills --issue 2024-02'],
    run: async (run) => {
      const client = await run.client()
      const { month, issue } = run.options
      if (typeof issue === 'string') {
        const issued = await client('compute-bill.issue', { body: { month: issue } })
        print(run, issued, ({ bills, runs, chargedYuan }) =>
          run.say(
            `${issue}：出具 ${bills} 张账单，${runs} 次运行，合计 ${drawYuan(parseYuan(chargedYuan))} 元`,
            `${issue}: ${bills} bills of ${runs} runs, ${drawYuan(parseYuan(chargedYuan))} yuan`,
          ),
        )
        return EXIT.ok
      }
      const answer = await client('compute-bill.list', { query: { ...(typeof month === 'string' ? { month } : {}), limit: 500 } })
      print(run, answer, ({ rows, totalYuan, unbilled }) =>
        [
          textTable(
            [
              { title: run.say('编号', 'bill') },
              { title: run.say('企业', 'enterprise') },
              { title: run.say('账期', 'month') },
              { title: run.say('运行', 'runs'), align: 'right' },
              { title: run.say('金额（元）', 'yuan'), align: 'right' },
            ],
            rows.map(({ billNo, enterpriseNameZh, enterpriseNameEn, month: of, runs, chargedYuan }) => [
              billNo,
              run.say(enterpriseNameZh, enterpriseNameEn ?? enterpriseNameZh),
              of,
              String(runs),
              drawYuan(parseYuan(chargedYuan)),
            ]),
          ),
          run.say(`合计 ${drawYuan(parseYuan(totalYuan))} 元`, `${drawYuan(parseYuan(totalYuan))} yuan in all`),
          ...unbilled.map(({ month: of, firms, runs, chargedYuan }) =>
            run.say(
              `未出账 ${of}：${firms} 家企业 ${runs} 次运行，${drawYuan(parseYuan(chargedYuan))} 元`,
              `not billed ${of}: ${runs} runs of ${firms} enterprises, ${drawYuan(parseYuan(chargedYuan))} yuan`,
            ),
          ),
        ].join('\n'),
      )
      return EXIT.ok
    },
  },
]
