import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { exactPHours } from '@ballast/domain/voucher/computing-power.ts'
import type { AccountKind } from '@ballast/domain/voucher/ledger.ts'
import { EXIT, print, type Command } from '../command.ts'
import { textTable } from '../text-table.ts'

const ACCOUNTS: Readonly<Record<AccountKind, readonly [zh: string, en: string]>> = {
  budget: ['预算', 'budget'],
  pool: ['池', 'pool'],
  voucher: ['可用', 'free on vouchers'],
  hold: ['占用', 'held'],
  used: ['已用', 'used'],
  redeemed: ['已兑付', 'redeemed'],
  expired: ['已过期', 'expired'],
}

const amountOf = (unit: 'tflops_s' | 'yuan', amount: string): string =>
  unit === 'yuan' ? `¥${formatYuan(parseYuan(amount))}` : exactPHours(BigInt(amount))

export const voucherCommands: readonly Command[] = [
  {
    name: 'voucher verify',
    summary: {
      zh: '核验算力券账：逐户重算余额，并与占用、计量、兑付核对',
      en: 'prove the voucher ledger: every balance anew, against holds, metered use and redemptions',
    },
    options: { through: { zh: '某日日终的余额', en: 'balances by the end of a day', value: 'YYYY-MM-DD' } },
    examples: ['voucher verify', 'voucher verify --through 2024-03-31 --json'],
    run: async (run) => {
      const client = await run.client()
      const { through } = run.options
      const answer = await client('voucher-ledger.verify', { query: typeof through === 'string' ? { through } : {} })
      print(run, answer, ({ zone, through: on, postings, accounts, milliseconds, sums, checks, isProven }) => {
        const table = textTable(
          [
            { title: run.say('账户', 'account') },
            { title: run.say('转出', 'out'), align: 'right' },
            { title: run.say('转入', 'in'), align: 'right' },
            { title: run.say('余额', 'balance'), align: 'right' },
          ],
          sums.map(({ unit, isPaid, kind, debit, credit, balance }) => [
            `${run.say(...ACCOUNTS[kind])}${isPaid ? run.say('（自费）', ' (paid lines)') : ''}`,
            amountOf(unit, debit),
            amountOf(unit, credit),
            amountOf(unit, balance),
          ]),
        )
        return [
          run.say(
            `开发区 ${zone}：截至 ${on} 共 ${postings} 笔分录，${accounts} 个账户，用时 ${milliseconds} 毫秒`,
            `Zone ${zone}: ${postings} postings by ${on}, ${accounts} accounts, ${milliseconds} ms`,
          ),
          ...(sums.length === 0 ? [] : [table]),
          ...checks.map(({ message, looked, wrong }) => `  ${wrong === 0 ? '✓' : '✗'} ${message} (${looked - wrong}/${looked})`),
          ...checks.flatMap(({ examples }) => examples.map((example) => `      ${example}`)),
          isProven ? run.say('账实相符', 'Proven') : run.say('账实不符', 'Not proven'),
        ].join('\n')
      })
      return answer.isProven ? EXIT.ok : EXIT.refused
    },
  },
  {
    name: 'voucher expire',
    summary: {
      zh: '到期处理：失效的占用退回，过期券的余额转入已过期（可每日定时执行，重复执行无影响）',
      en: 'give lapsed holds back and expire what is left on ended vouchers; for a daily timer, done again it does nothing',
    },
    examples: ['voucher expire', 'voucher expire --zone etown --json'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('voucher.expire', {})
      print(run, answer, ({ vouchers, holds }) =>
        run.say(`到期 ${vouchers} 张券，退回 ${holds} 项占用`, `${vouchers} vouchers expired, ${holds} holds given back`),
      )
    },
  },
]
