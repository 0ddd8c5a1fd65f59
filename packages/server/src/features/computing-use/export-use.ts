import type { ComputingUseRow, UseGroup } from '@ballast/contract/computing-use.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { TFLOPS_SECONDS_PER_P_HOUR } from '@ballast/domain/voucher/computing-power.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { exportTable, type TableColumn } from '../exchange/index.ts'
import { readUse } from './read-use.ts'

const GROUPS = {
  firm: { zh: '企业', en: 'Enterprise' },
  cluster: { zh: '产业集群', en: 'Cluster' },
  project: { zh: '项目', en: 'Project' },
} as const

/** The rows of the page; work in P·h to five decimals, and in whole TFLOPS·s beside it. */
export async function exportUse(
  database: Database,
  ctx: Context,
  { month: asked, group, format }: { month?: YearMonth | undefined; group: UseGroup; format: 'xlsx' | 'csv' },
): Promise<FileReply> {
  const { month, rows } = await database.read(placeOf(ctx, 'computing-use.export'), (tx) => readUse(tx, ctx, { month: asked, group }))
  const nameOf = ({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }) => (ctx.locale === 'en' ? (nameEn ?? nameZh) : nameZh)
  const work = (key: string, zh: string, en: string, value: (row: ComputingUseRow) => bigint): TableColumn<ComputingUseRow> => ({
    key,
    zh,
    en,
    kind: 'decimal',
    width: 16,
    isSummed: true,
    value: (row) => ratioText(value(row), TFLOPS_SECONDS_PER_P_HOUR, 5),
  })
  const text = (key: string, zh: string, en: string, value: (row: ComputingUseRow) => string): TableColumn<ComputingUseRow> => ({
    key,
    zh,
    en,
    kind: 'text',
    width: 36,
    value,
  })
  const columns: readonly TableColumn<ComputingUseRow>[] = [
    text('name', GROUPS[group].zh, GROUPS[group].en, nameOf),
    ...(group === 'project'
      ? [
          text('firms', '企业', 'Enterprises', ({ firms }) => firms.map(nameOf).join(ctx.locale === 'en' ? ', ' : '、')),
          text('parcels', '地块', 'Parcels', ({ parcels }) => parcels.join(ctx.locale === 'en' ? ', ' : '、')),
        ]
      : []),
    { key: 'runs', zh: '运行次数', en: 'Runs', kind: 'count', width: 10, isSummed: true, value: ({ runs }) => String(runs) },
    work('granted', '有效额度', 'Valid quota', ({ granted }) => BigInt(granted)),
    work('amount', '占用算力', 'Allocated', ({ amount }) => BigInt(amount)),
    work('completed', '其中完成', 'Completed', ({ completed }) => BigInt(completed)),
    work('wasted', '未完成', 'Not completed', ({ amount, completed }) => BigInt(amount) - BigInt(completed)),
    {
      key: 'tflopsSeconds',
      zh: '占用算力（TFLOPS·s）',
      en: 'Allocated (TFLOPS·s)',
      kind: 'count',
      width: 22,
      isSummed: true,
      value: ({ amount }) => amount,
    },
    {
      key: 'wait',
      zh: '最长等待（秒）',
      en: 'Longest wait (s)',
      kind: 'count',
      width: 14,
      value: ({ longestWaitSeconds }) => (longestWaitSeconds === null ? null : String(longestWaitSeconds)),
    },
  ]
  const name = { zh: `算力使用情况 ${month} 按${GROUPS[group].zh}`, en: `Use of computing ${month} by ${GROUPS[group].en.toLowerCase()}` }
  return exportTable(ctx, { name, columns, rows, frozen: 1, amounts: { zh: 'P·h', en: 'P·h' } }, format)
}
