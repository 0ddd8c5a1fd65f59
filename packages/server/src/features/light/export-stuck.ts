import type { StuckRow } from '@ballast/contract/light.ts'
import { COLOUR_NAMES, nameIn, ROLE_NAMES, STUCK_NAMES } from '@ballast/contract/names.ts'
import { STUCK_BETWEEN, type StuckList } from '@ballast/domain/light/light-rule.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { exportTable, type TableColumn } from '../exchange/index.ts'
import { listStuck, type StuckQuery } from './list-stuck.ts'
import { GATE_NAMES } from '@ballast/contract/names.ts'

/** The list as it is shown: same filter, same order, its totals under it. */
export async function exportStuck(
  tx: ReadTx,
  ctx: Context,
  list: StuckList,
  query: StuckQuery,
  format: 'xlsx' | 'csv',
): Promise<FileReply> {
  const { rows } = await listStuck(tx, ctx, list, query)
  const { locale } = ctx
  const { passed, owed } = STUCK_BETWEEN[list]
  const fen = (yuan: string | null) => (yuan === null ? null : parseYuan(yuan))
  const columns: readonly TableColumn<StuckRow>[] = [
    { key: 'projectNo', zh: '项目编号', en: 'Project no.', kind: 'text', width: 14, value: (row) => row.projectNo },
    {
      key: 'name',
      zh: '项目名称',
      en: 'Project',
      kind: 'text',
      width: 40,
      value: (row) => (locale === 'en' ? (row.nameEn ?? row.nameZh) : row.nameZh),
    },
    {
      key: 'since',
      zh: `${GATE_NAMES[passed].zh}日期`,
      en: `${GATE_NAMES[passed].en} on`,
      kind: 'date',
      width: 13,
      value: (row) => row.since,
    },
    { key: 'days', zh: '已过天数', en: 'Days since', kind: 'count', width: 10, value: (row) => String(row.days) },
    {
      key: 'workdays',
      zh: '已过工作日',
      en: 'Working days since',
      kind: 'count',
      width: 11,
      value: (row) => (row.workdays === null ? null : String(row.workdays)),
    },
    {
      key: 'expectedOn',
      zh: `预计${GATE_NAMES[owed].zh}`,
      en: `${GATE_NAMES[owed].en} expected`,
      kind: 'date',
      width: 13,
      value: (row) => row.expectedOn,
    },
    {
      key: 'light',
      zh: '亮灯',
      en: 'Light',
      kind: 'text',
      width: 8,
      value: (row) => (row.light === null ? null : nameIn(locale, COLOUR_NAMES[row.light.colour])),
    },
    { key: 'owedBy', zh: '责任角色', en: 'Owed by', kind: 'text', width: 14, value: (row) => nameIn(locale, ROLE_NAMES[row.owes.role]) },
    { key: 'person', zh: '责任人', en: 'Person', kind: 'text', width: 22, value: (row) => row.owes.person },
    { key: 'serviceManager', zh: '服务管家', en: 'Service manager', kind: 'text', width: 14, value: (row) => row.serviceManager },
    { key: 'totalFen', zh: '总投资', en: 'Total investment', kind: 'wan', width: 14, isSummed: true, value: (row) => fen(row.totalYuan) },
    { key: 'planFen', zh: '本年计划', en: 'Plan of the year', kind: 'wan', width: 14, isSummed: true, value: (row) => fen(row.planYuan) },
    {
      key: '~simulated',
      zh: '含模拟数据',
      en: 'Holds simulated data',
      kind: 'text',
      width: 11,
      value: (row) => (row.sourceKind === 'simulated' || row.simulated.length > 0 ? (locale === 'en' ? 'Yes' : '是') : null),
    },
  ]
  return exportTable(ctx, { name: STUCK_NAMES[list], columns, rows, frozen: 3 }, format)
}
