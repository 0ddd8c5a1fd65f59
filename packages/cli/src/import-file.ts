import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@ballast/contract/client.ts'
import type { ImportRow, ImportRun } from '@ballast/contract/exchange.ts'
import { EXIT, UsageError, print, textOption, type Command, type Run } from './command.ts'
import { yi } from './draw.ts'
import { textTable } from './text-table.ts'

/** Registers and plans, and returns, are imported in the same steps, each by routes of their own. */
const ROUTES = {
  register: {
    show: 'exchange.show',
    preview: 'exchange.preview',
    commit: 'exchange.commit',
    cancel: 'exchange.cancel',
    refusals: 'exchange.refusals',
  },
  returns: {
    show: 'return-file.show',
    preview: 'return-file.preview',
    commit: 'return-file.commit',
    cancel: 'return-file.cancel',
    refusals: 'return-file.refusals',
  },
} as const
type RunKind = keyof typeof ROUTES

export const IMPORT_OPTIONS: NonNullable<Command['options']> = {
  commit: { zh: '写入（一个事务）', en: 'write, in one transaction' },
  'leave-out-refused': { zh: '有退回的行时仍写入其余各行', en: 'write the other rows even when some are refused' },
  refusals: { value: 'FILE', zh: '把标注了退回原因的文件存到', en: 'where to put the file with the refusals marked in it' },
}

export const fileToImport = (path: string): Promise<Blob> =>
  openAsBlob(path).catch((error: Error) => {
    throw new UsageError(error.message)
  })

const POLL_MS = 300

async function waitUntilRead(run: Run, client: Client, kind: RunKind, upload: ImportRun): Promise<ImportRun> {
  let state = upload
  let shown = ''
  while (state.status === 'reading' || state.status === 'committing') {
    await sleep(POLL_MS)
    state = await client(ROUTES[kind].show, { params: { importId: state.importId } })
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
async function previewRows(client: Client, kind: RunKind, importId: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = []
  for (const outcome of ['refused', 'changed', 'new'] as const) {
    const page = await client(ROUTES[kind].preview, { params: { importId }, query: { outcome, limit: 50 } })
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
  const unanswered = state.returns?.warned ?? 0
  if (unanswered > 0) {
    lines.push(
      run.say(
        `${unanswered} 份月报有提示尚未说明理由，不会提交`,
        `${unanswered} returns have findings without a reason; they are not handed in`,
      ),
    )
  }
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

/** Waits for the preview, shows it, and writes when --commit says so. @returns the exit code */
export async function importFile(run: Run, client: Client, kind: RunKind, upload: ImportRun): Promise<number> {
  const routes = ROUTES[kind]
  const state = await waitUntilRead(run, client, kind, upload)
  const { importId } = state
  const rows = state.status === 'ready' ? await previewRows(client, kind, importId) : []
  const refused = state.counts?.refused ?? 0
  const refusals = textOption(run, 'refusals')
  const unanswered = state.returns?.warned ?? 0
  if (refusals !== undefined && refused + unanswered > 0) {
    await writeFile(refusals, (await client(routes.refusals, { params: { importId } })).stream())
  }
  const mayCommit =
    state.status === 'ready' && run.options['commit'] === true && (refused === 0 || run.options['leave-out-refused'] === true)
  // Returns that pass can be handed in with it; nothing else is.
  const body = { leaveOutRefused: refused > 0, ...(kind === 'returns' ? { handIn: run.options['hand-in'] === true } : {}) }
  const end = mayCommit
    ? await waitUntilRead(run, client, kind, await client(routes.commit, { params: { importId }, body }))
    : state.status === 'ready'
      ? await client(routes.cancel, { params: { importId } })
      : state
  print(run, { ...end, counts: end.counts ?? state.counts, rows }, () =>
    [
      drawRun(run, end.status === 'failed' ? { ...end, counts: state.counts } : state, rows),
      end.status === 'committed' ? run.say('已写入', 'Written') : run.say('未写入任何内容', 'Nothing was written'),
    ].join('\n'),
  )
  const isDone = mayCommit ? end.status === 'committed' : state.status === 'ready' && run.options['commit'] !== true
  return isDone && refused === 0 ? EXIT.ok : isDone && mayCommit ? EXIT.ok : EXIT.refused
}
