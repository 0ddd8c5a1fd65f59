import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Client } from '@ballast/contract/client.ts'
import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import { COMPUTE_JOB_STATES } from '@ballast/domain/computing/job.ts'
import { exactPHours } from '@ballast/domain/voucher/computing-power.ts'
import { UsageError, operand, print, requiredOption, textOption, wholeOption, type Command, type Run } from '../command.ts'
import { textTable } from '../text-table.ts'

const moment = (at: string): string => at.slice(5, 16).replace('T', ' ')

const drawn = (run: Run, jobs: readonly ComputeJob[]): string =>
  textTable(
    [
      { title: run.say('编号', 'id') },
      { title: run.say('作业', 'job') },
      { title: run.say('状态', 'state') },
      { title: run.say('中心', 'centre') },
      { title: run.say('卡', 'cards') },
      { title: run.say('预计开始', 'starts about') },
      { title: run.say('占用', 'held'), align: 'right' },
      { title: run.say('已用', 'used'), align: 'right' },
    ],
    jobs.map(({ jobId, name, state, endState, waits, wait, centreCode, cards, cardType, held, used }) => [
      jobId,
      name,
      [state, endState ?? waits?.word ?? ''].join(' ').trim(),
      centreCode,
      `${cards} × ${cardType}`,
      wait === null ? '' : `${moment(wait.p50At)} – ${moment(wait.p90At)}`,
      exactPHours(BigInt(held)),
      exactPHours(BigInt(used)),
    ]),
  )

async function centreNamed(run: Run, client: Client, code: string): Promise<string> {
  const { rows } = await client('compute-centre.list', {})
  const found = rows.find((one) => one.code === code)
  if (found === undefined) throw new UsageError(run.say(`没有算力中心「${code}」`, `There is no computing centre "${code}"`))
  return found.centreId
}

async function voucherNamed(run: Run, client: Client, no: string): Promise<string> {
  const { rows } = await client('voucher.list', { query: { q: no } })
  const found = rows.find((one) => one.voucherNo === no)
  if (found === undefined) throw new UsageError(run.say(`没有算力券「${no}」`, `There is no voucher "${no}"`))
  return found.voucherId
}

export const computeCommands: readonly Command[] = [
  {
    name: 'compute submit',
    operands: 'SCRIPT',
    summary: { zh: '提交算力作业（脚本首行 #! 指明解释器）', en: 'submit a computing job (the script begins with #!)' },
    options: {
      voucher: { value: 'NO', zh: '使用的额度', en: 'the quota to use' },
      centre: { value: 'CODE', zh: '算力中心（默认由平台选择）', en: 'the centre (default: the platform chooses)' },
      card: { value: 'TYPE', zh: '卡型', en: 'type of card' },
      cards: { value: 'N', zh: '卡数（默认 1）', en: 'cards (default 1)' },
      minutes: { value: 'N', zh: '时限（分钟，默认 60）', en: 'limit in minutes (default 60)' },
      name: { value: 'NAME', zh: '作业名称（默认脚本名）', en: 'name of the job (default: that of the script)' },
      id: { value: 'UUID', zh: '作业编号：同一编号重复提交只算一次', en: 'id of the job: submitted again it is the same job' },
    },
    examples: ['compute submit train.sh --voucher JQ-2024-0002 --centre c1 --card A800 --cards 8 --minutes 240 --user reporter'],
    run: async (run) => {
      const path = resolve(operand(run, 0, 'SCRIPT'))
      const script = await readFile(path, 'utf8')
      const client = await run.client('enterprise_reporter')
      const centre = textOption(run, 'centre')
      const job = await client('compute-job.submit', {
        body: {
          jobId: textOption(run, 'id') ?? randomUUID(),
          voucherId: await voucherNamed(run, client, requiredOption(run, 'voucher')),
          centreId: centre === undefined ? null : await centreNamed(run, client, centre),
          name: textOption(run, 'name') ?? basename(path),
          cardType: requiredOption(run, 'card'),
          cards: wholeOption(run, 'cards', { least: 1, most: 100_000 }, 1),
          limitMinutes: wholeOption(run, 'minutes', { least: 1, most: 100_000 }, 60),
          template: { kind: 'script', script },
        },
      })
      print(run, job, () => drawn(run, [job]))
    },
  },
  {
    name: 'compute place',
    summary: {
      zh: '比选算力中心：何时开始、价格和不选的原因',
      en: 'compare the centres: when a job would start, its price, and why not elsewhere',
    },
    options: {
      card: { value: 'TYPE', zh: '卡型', en: 'type of card' },
      cards: { value: 'N', zh: '卡数（默认 1）', en: 'cards (default 1)' },
      minutes: { value: 'N', zh: '时限（分钟，默认 60）', en: 'limit in minutes (default 60)' },
      data: { value: 'CODE', zh: '数据所在中心', en: 'the centre where the data lies' },
    },
    examples: ['compute place --card A800 --cards 8 --minutes 240 --user reporter'],
    run: async (run) => {
      const client = await run.client('enterprise_reporter')
      const data = textOption(run, 'data')
      const answer = await client('compute-job.place', {
        body: {
          cardType: requiredOption(run, 'card'),
          cards: wholeOption(run, 'cards', { least: 1, most: 100_000 }, 1),
          limitMinutes: wholeOption(run, 'minutes', { least: 1, most: 100_000 }, 60),
          dataAt: data === undefined ? null : await centreNamed(run, client, data),
        },
      })
      print(run, answer, ({ options }) =>
        textTable(
          [
            { title: run.say('中心', 'centre') },
            { title: run.say('选中', 'chosen') },
            { title: run.say('空闲卡', 'idle'), align: 'right' },
            { title: run.say('等待（秒）P50', 'wait, s: P50'), align: 'right' },
            { title: 'P90', align: 'right' },
            { title: run.say('价格（元）', 'price, yuan'), align: 'right' },
            { title: run.say('说明', 'why not') },
          ],
          options.map(({ centreCode, isChosen, freeCards, wait, yuan, reasons }) => [
            centreCode,
            isChosen ? '✓' : '',
            freeCards === null ? '—' : String(freeCards),
            wait === null ? '—' : String(wait.p50Seconds),
            wait === null ? '—' : String(wait.p90Seconds),
            yuan ?? '—',
            reasons.map(({ message }) => message).join(' '),
          ]),
        ),
      )
    },
  },
  {
    name: 'compute list',
    summary: { zh: '算力作业', en: 'computing jobs' },
    options: { state: { value: COMPUTE_JOB_STATES.join('|'), zh: '只要这个状态', en: 'only in this state' } },
    examples: ['compute list --user reporter', 'compute list --state running --json'],
    run: async (run) => {
      const client = await run.client()
      const asked = textOption(run, 'state')
      const state = COMPUTE_JOB_STATES.find((one) => one === asked)
      if (asked !== undefined && state === undefined) {
        throw new UsageError(run.say(`没有状态「${asked}」`, `There is no state "${asked}"`))
      }
      const answer = await client('compute-job.list', { query: { limit: 100, ...(state === undefined ? {} : { state: [state] }) } })
      print(run, answer, ({ rows }) => drawn(run, rows))
    },
  },
  {
    name: 'compute show',
    operands: 'ID',
    summary: { zh: '一个作业的状态、经过和脚本', en: 'a job, what happened to it, and its script' },
    examples: ['compute show 019… --user reporter'],
    run: async (run) => {
      const client = await run.client()
      const answer = await client('compute-job.show', { params: { jobId: operand(run, 0, 'ID') } })
      print(run, answer, ({ job, script, events }) =>
        [drawn(run, [job]), ...events.map(({ at, what, detail }) => `${at}  ${what} ${detail ?? ''}`.trimEnd()), script].join('\n'),
      )
    },
  },
  {
    name: 'compute logs',
    operands: 'ID',
    summary: { zh: '作业日志（末尾部分）', en: 'the end of what a job has written' },
    options: { kilobytes: { value: 'N', zh: '最多多少 KB（默认 256）', en: 'at most so many KB (default 256)' } },
    examples: ['compute logs 019… --user reporter'],
    run: async (run) => {
      const client = await run.client('enterprise_reporter')
      const bytes = wholeOption(run, 'kilobytes', { least: 1, most: 1024 }, 256) * 1024
      const answer = await client('compute-job.log', { params: { jobId: operand(run, 0, 'ID') }, query: { bytes } })
      print(run, answer, ({ text }) => text.trimEnd())
    },
  },
  {
    name: 'compute move',
    operands: 'ID',
    summary: { zh: '把未开始的作业改到另一中心', en: 'let a job that has not begun go to another centre' },
    options: { centre: { value: 'CODE', zh: '新的算力中心', en: 'the centre to go to' } },
    examples: ['compute move 019… --centre c2 --user reporter'],
    run: async (run) => {
      const client = await run.client('enterprise_reporter')
      const centreId = await centreNamed(run, client, requiredOption(run, 'centre'))
      const job = await client('compute-job.move', { params: { jobId: operand(run, 0, 'ID') }, body: { centreId } })
      print(run, job, () => drawn(run, [job]))
    },
  },
  {
    name: 'compute cancel',
    operands: 'ID',
    summary: { zh: '取消作业', en: 'cancel a job' },
    examples: ['compute cancel 019… --user reporter'],
    run: async (run) => {
      const client = await run.client('enterprise_reporter')
      const job = await client('compute-job.cancel', { params: { jobId: operand(run, 0, 'ID') } })
      print(run, job, () => drawn(run, [job]))
    },
  },
]
