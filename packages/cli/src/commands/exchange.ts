import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@ballast/contract/client.ts'
import { EXCHANGE_RESOURCES, type ExchangeResource, type ImportRow, type ImportRun } from '@ballast/contract/exchange.ts'
import { EXIT, UsageError, VERSION, YEAR, operand, print, textOption, yearOption, type Command, type Run } from '../command.ts'
import { yi } from '../draw.ts'
import { textTable } from '../text-table.ts'
import { versionNamed } from './plan.ts'

const RESOURCES = EXCHANGE_RESOURCES.join('|')

function resourceOf(run: Run): ExchangeResource {
  const given = operand(run, 0, RESOURCES)
  const resource = EXCHANGE_RESOURCES.find((name) => name === given)
  if (resource === undefined) throw new UsageError(run.say(`「${given}」应为 ${RESOURCES} 之一`, `"${given}" is none of ${RESOURCES}`))
  return resource
}

const versionOf = async (run: Run, client: Client): Promise<{ versionId?: string }> => {
  const given = textOption(run, 'version')
  return given === undefined ? {} : { versionId: await versionNamed(run, client, await yearOption(run), given) }
}

const FORMATS = ['xlsx', 'csv'] as const
const POLL_MS = 300

async function waitUntilRead(run: Run, client: Client, upload: ImportRun): Promise<ImportRun> {
  let state = upload
  let shown = ''
  while (state.status === 'reading' || state.status === 'committing') {
    await sleep(POLL_MS)
    state = await client('exchange.show', { params: { importId: state.importId } })
    const progress = run.say(
      `已读 ${state.rowsRead} 行，已比对 ${state.rowsCompared} 行`,
      `${state.rowsRead} rows read, ${state.rowsCompared} compared`,
    )
    if (run.terminal.isTerminal && progress !== shown) run.terminal.err(progress)
    shown = progress
  }
  return state
}

/** The rows that matter to a person before the commit: refused ones first, then what would change. */
async function previewRows(client: Client, importId: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  for (const outcome of ['refused', 'changed', 'new'] as const) {
    const page = await client('exchange.preview', { params: { importId }, query: { outcome, limit: 50 } })
    rows.push(...page.rows)
  }
  return rows
}

function drawRun(run: Run, state: ImportRun, rows: readonly ImportRow[]): string {
  const counts = state.counts ?? { new: 0, changed: 0, unchanged: 0, refused: 0 }
  const outcome: Readonly<Record<ImportRow['outcome'], string>> = {
    new: run.say('新增', 'new'),
    changed: run.say('变更', 'changed'),
    unchanged: run.say('不变', 'unchanged'),
    refused: run.say('退回', 'refused'),
  }
  const lines = [
    run.say(
      `${state.fileName}：新增 ${counts.new} · 变更 ${counts.changed} · 不变 ${counts.unchanged} · 退回 ${counts.refused}`,
      `${state.fileName}: ${counts.new} new · ${counts.changed} changed · ${counts.unchanged} unchanged · ${counts.refused} refused`,
    ),
    ...state.reasons.map((reason) => `  ${reason.at === undefined ? '' : `${reason.at} `}${reason.message}`),
    ...state.sheets
      .filter((sheet) => sheet.unknownColumns.length > 0)
      .map((sheet) =>
        run.say(
          `「${sheet.name}」中这些列不读取：${sheet.unknownColumns.join('、')}`,
          `Columns of "${sheet.name}" that are not read: ${sheet.unknownColumns.join(', ')}`,
        ),
      ),
  ]
  if (state.yuanBefore !== null && state.yuanAfter !== null) {
    lines.push(
      run.say(
        `涉及金额 ${yi(state.yuanBefore)} → ${yi(state.yuanAfter)} 亿元`,
        `Amounts concerned ${yi(state.yuanBefore)} → ${yi(state.yuanAfter)} (100 M yuan)`,
      ),
    )
  }
  if (rows.length > 0) {
    lines.push(
      textTable(
        [
          { title: run.say('表', 'sheet') },
          { title: run.say('行', 'row'), align: 'right' },
          { title: run.say('键', 'key') },
          { title: run.say('结果', 'outcome') },
          { title: run.say('内容', 'what') },
        ],
        rows.map((row) => [
          row.sheet,
          String(row.rowNumber),
          row.key,
          outcome[row.outcome],
          row.outcome === 'refused'
            ? row.reasons.map((reason) => `${reason.at ?? ''} ${reason.message}`.trim()).join('；')
            : row.changes.map((change) => `${change.label}: ${change.before ?? '—'} → ${change.after ?? '—'}`).join('；'),
        ]),
      ),
    )
  }
  return lines.join('\n')
}

export const exchangeCommands: readonly Command[] = [
  {
    name: 'import',
    operands: `${RESOURCES} FILE`,
    summary: { zh: '导入工作簿或 CSV：先预览，加 --commit 才写入', en: 'import a workbook or CSV: a preview, unless --commit is given' },
    options: {
      year: YEAR,
      version: { value: 'N|ID', zh: '计划：导入到哪个草案', en: 'plan: the draft to import into' },
      commit: { zh: '写入（一个事务）', en: 'write, in one transaction' },
      'leave-out-refused': { zh: '有退回的行时仍写入其余各行', en: 'write the other rows even when some are refused' },
      refusals: { value: 'FILE', zh: '把标注了退回原因的文件存到', en: 'where to put the file with the refusals marked in it' },
    },
    examples: [
      'import projects 项目.xlsx',
      'import projects 项目.xlsx --commit',
      'import plan plan.xlsx --year 2024 --version 0198f3 --commit --refusals refused.xlsx',
    ],
    run: async (run) => {
      const resource = resourceOf(run)
      const path = resolve(operand(run, 1, 'FILE'))
      const client = await run.client()
      const file = await openAsBlob(path).catch((error: Error) => {
        throw new UsageError(error.message)
      })
      const query = { resource, ...(await versionOf(run, client)) }
      const state = await waitUntilRead(run, client, await client('exchange.upload', { query, file, fileName: basename(path) }))
      const { importId } = state
      const rows = state.status === 'ready' ? await previewRows(client, importId) : []
      const refused = state.counts?.refused ?? 0
      const refusals = textOption(run, 'refusals')
      if (refusals !== undefined && refused > 0) {
        await writeFile(refusals, (await client('exchange.refusals', { params: { importId } })).stream())
      }
      const mayCommit =
        state.status === 'ready' && run.options['commit'] === true && (refused === 0 || run.options['leave-out-refused'] === true)
      const end = mayCommit
        ? await waitUntilRead(
            run,
            client,
            await client('exchange.commit', { params: { importId }, body: { leaveOutRefused: refused > 0 } }),
          )
        : state.status === 'ready'
          ? await client('exchange.cancel', { params: { importId } })
          : state
      print(run, { ...end, counts: end.counts ?? state.counts, rows }, () =>
        [
          drawRun(run, end.status === 'failed' ? { ...end, counts: state.counts } : state, rows),
          end.status === 'committed' ? run.say('已写入', 'Written') : run.say('未写入任何内容', 'Nothing was written'),
        ].join('\n'),
      )
      const isDone = mayCommit ? end.status === 'committed' : state.status === 'ready' && run.options['commit'] !== true
      return isDone && refused === 0 ? EXIT.ok : isDone && mayCommit ? EXIT.ok : EXIT.refused
    },
  },
  {
    name: 'export',
    operands: `${RESOURCES} FILE`,
    summary: { zh: '导出为 .xlsx 或 .csv', en: 'export to .xlsx or .csv' },
    options: {
      year: YEAR,
      version: VERSION,
      columns: { value: 'A,B', zh: '只要这些列', en: 'these columns only' },
      where: {
        value: 'A=B&C=D',
        zh: '列表的筛选条件，如 clusterCode=bio&publicOnly=true',
        en: 'filter of the list, e.g. clusterCode=bio&publicOnly=true',
      },
      part: { value: 'PART', zh: '计划的 CSV：targets、nodes、lines、shares', en: 'plan as CSV: targets, nodes, lines or shares' },
      empty: { zh: '空表：只有表头与选项', en: 'an empty form: headers and choices only' },
    },
    examples: [
      'export projects 项目.xlsx',
      'export plan plan-2024.xlsx --year 2024',
      'export projects bio.csv --where "clusterCode=bio&sort=-totalYuan"',
    ],
    run: async (run) => {
      const resource = resourceOf(run)
      const path = resolve(operand(run, 1, 'FILE'))
      const format = FORMATS.find((name) => extname(path) === `.${name}`)
      if (format === undefined) throw new UsageError(run.say('文件名应以 .xlsx 或 .csv 结尾', 'The file must end in .xlsx or .csv'))
      const client = await run.client()
      const text = (name: string) => (textOption(run, name) === undefined ? {} : { [name]: textOption(run, name) })
      const query = {
        ...Object.fromEntries(new URLSearchParams(textOption(run, 'where') ?? '')),
        format,
        ...text('year'),
        ...text('columns'),
        ...text('part'),
        ...(run.options['empty'] === true ? { empty: true } : {}),
        ...(await versionOf(run, client)),
      }
      const blob = await client('exchange.export', { params: { resource }, query })
      await writeFile(path, blob.stream())
      print(run, { path, bytes: blob.size }, () => run.say(`${path}（${blob.size} 字节）`, `${path} (${blob.size} bytes)`))
    },
  },
]
