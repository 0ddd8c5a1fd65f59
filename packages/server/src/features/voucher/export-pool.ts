import type { POOL_GROUPS } from '@ballast/contract/voucher.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { TFLOPS_SECONDS_PER_P_HOUR } from '@ballast/domain/voucher/computing-power.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { exportTable, type Name, type TableColumn } from '../exchange/index.ts'
import type { Balances } from './amounts.ts'
import { clusterNames } from './pool.view.ts'
import { groupSums } from './show-pool.ts'
import { readVouchers } from './voucher.queries.ts'

const FIGURES: readonly (Name & { key: keyof Balances })[] = [
  { key: 'granted', zh: '核发', en: 'Granted' },
  { key: 'free', zh: '可用', en: 'Free' },
  { key: 'held', zh: '占用', en: 'Held' },
  { key: 'used', zh: '已用', en: 'Used' },
  { key: 'redeemed', zh: '已兑付', en: 'Redeemed' },
  { key: 'expired', zh: '已过期', en: 'Expired' },
]
const P_HOURS: Name = { zh: 'P·h（千万亿次·小时）', en: 'P·h' }
const MONEY_NAME: Name = { zh: '算力券台账', en: 'Vouchers' }
const QUOTA_NAME: Name = { zh: '算力额度台账', en: 'Quota' }

/** A year's vouchers by enterprise or cluster; quota in P·h to five decimals, and its grant in whole TFLOPS·s beside it. */
export async function exportPool(
  database: Database,
  ctx: Context,
  { year, group, unit, format }: { year: number; group: (typeof POOL_GROUPS)[number]; unit: VoucherUnit; format: 'xlsx' | 'csv' },
): Promise<FileReply> {
  const { zoneId } = ctx.zone
  const isMoney = unit === 'fen'
  const [vouchers, clusters] = await database.read(zoneId, async (tx) => [
    await readVouchers(tx, zoneId, undefined, { year, unit, isPaid: false }),
    await clusterNames(tx, zoneId),
  ])
  const rows = groupSums(vouchers, group)
  type Row = (typeof rows)[number]
  const nameOf = ({ key, nameZh, nameEn }: Row): string => {
    const name = group === 'firm' ? { nameZh, nameEn } : clusters.get(key)
    if (name === undefined) return ctx.locale === 'en' ? 'no project' : '未挂项目'
    return ctx.locale === 'en' ? (name.nameEn ?? name.nameZh) : name.nameZh
  }
  const figure = ({ key, zh, en }: (typeof FIGURES)[number]): TableColumn<Row> => ({
    key,
    zh,
    en,
    kind: isMoney ? 'wan' : 'decimal',
    width: 16,
    isSummed: true,
    value: ({ balances }) => (isMoney ? balances[key] : ratioText(balances[key], TFLOPS_SECONDS_PER_P_HOUR, 5)),
  })
  const columns: readonly TableColumn<Row>[] = [
    {
      key: 'name',
      zh: group === 'firm' ? '企业' : '产业集群',
      en: group === 'firm' ? 'Enterprise' : 'Cluster',
      kind: 'text',
      width: 40,
      value: nameOf,
    },
    { key: 'vouchers', zh: '张数', en: 'Vouchers', kind: 'count', width: 8, isSummed: true, value: (row) => String(row.vouchers) },
    ...FIGURES.map(figure),
    ...(isMoney
      ? []
      : [
          {
            key: 'grantedTflopsSeconds',
            zh: '核发（TFLOPS·s）',
            en: 'Granted (TFLOPS·s)',
            kind: 'count' as const,
            width: 22,
            isSummed: true as const,
            value: ({ balances }: Row) => balances.granted.toString(),
          },
        ]),
  ]
  const name = isMoney ? MONEY_NAME : QUOTA_NAME
  const titled = { zh: `${year}年${name.zh}`, en: `${name.en} ${year}` }
  return exportTable(ctx, { name: titled, columns, rows, frozen: 1, ...(isMoney ? {} : { amounts: P_HOURS }) }, format)
}
