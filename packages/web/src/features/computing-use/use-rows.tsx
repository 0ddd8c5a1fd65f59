import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Flex, Table } from 'antd'
import { useState } from 'react'
import type { ComputingUseRow, UseGroup } from '@ballast/contract/computing-use.ts'
import { api } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { Quantity } from '../voucher/quantity.tsx'
import { percentOf } from './percent-of.ts'
import { computingUseTexts } from './use.texts.ts'

const sum = (amounts: readonly string[]): string => amounts.reduce((total, amount) => total + BigInt(amount), 0n).toString()

/** Work by enterprise, cluster or project, beside what was promised; with its sums. */
export function UseRows({ month, group, rows }: { month: string; group: UseGroup; rows: readonly ComputingUseRow[] }) {
  const t = useTexts(computingUseTexts)
  const name = useName()
  const mayExport = useMay('computing-use.export')
  const totals = { amount: sum(rows.map(({ amount }) => amount)), completed: sum(rows.map(({ completed }) => completed)) }
  const granted = sum(rows.map((row) => row.granted))
  const wastedOf = ({ amount, completed }: { amount: string; completed: string }) => (BigInt(amount) - BigInt(completed)).toString()
  const whole: ComputingUseRow = {
    key: 'total',
    nameZh: t('total'),
    nameEn: t('total'),
    firms: [],
    parcels: [],
    runs: rows.reduce((total, { runs }) => total + runs, 0),
    ...totals,
    granted,
    longestWaitSeconds: rows.reduce<number | null>(
      (longest, { longestWaitSeconds }) => (longestWaitSeconds === null ? longest : Math.max(longest ?? 0, longestWaitSeconds)),
      null,
    ),
  }
  const waitText = (seconds: number | null): string => {
    if (seconds === null) return '—'
    if (seconds < 60) return t('seconds', { count: seconds })
    return seconds < 3600 ? t('minutes', { count: Math.round(seconds / 60) }) : t('hoursOf', { count: (seconds / 3600).toFixed(1) })
  }
  const column = (key: string, title: string, width: number) => ({ key, title, width, align: 'right' as const })
  const work = (key: string, title: string, of: (row: ComputingUseRow) => string) => ({
    ...column(key, `${title} (P·h)`, 120),
    render: (_: unknown, row: ComputingUseRow) => <Quantity unit="tflops_s" amount={of(row)} />,
  })
  const figure = (key: string, title: string, width: number, of: (row: ComputingUseRow) => string) => ({
    ...column(key, title, width),
    render: (_: unknown, row: ComputingUseRow) => <span className="number">{of(row)}</span>,
  })
  return (
    <section className="card" aria-label={t('rows')} style={{ padding: '12px 16px' }}>
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 8 }}>
        <h2>{t(`group.${group}`)}</h2>
        {mayExport ? <ExportButton month={month} group={group} /> : null}
      </Flex>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t(`group.${group}`)}>
        <Table<ComputingUseRow>
          size="small"
          rowKey="key"
          dataSource={[...rows, whole]}
          pagination={false}
          style={{ minWidth: group === 'project' ? 1240 : 900 }}
          columns={[
            {
              key: 'name',
              title: t(`group.${group}`),
              width: 200,
              render: (_, row) => (row.key === 'total' ? <b>{t('total')}</b> : name(row)),
            },
            ...(group === 'project'
              ? [
                  {
                    key: 'firms',
                    title: t('firms'),
                    width: 180,
                    render: (_: unknown, row: ComputingUseRow) => row.firms.map(name).join(t('comma')),
                  },
                  {
                    key: 'parcels',
                    title: t('parcels'),
                    width: 140,
                    render: (_: unknown, row: ComputingUseRow) => row.parcels.join(t('comma')),
                  },
                ]
              : []),
            figure('runs', t('runs'), 80, ({ runs }) => String(runs)),
            work('amount', t('amount'), ({ amount }) => amount),
            work('completed', t('completed'), ({ completed }) => completed),
            work('wasted', t('wasted'), wastedOf),
            work('granted', t('granted'), (row) => row.granted),
            figure('promised', t('promised'), 90, (row) => percentOf(row.granted, granted)),
            figure('received', t('received'), 90, ({ amount }) => percentOf(amount, totals.amount)),
            figure('wait', t('wait'), 100, ({ longestWaitSeconds }) => waitText(longestWaitSeconds)),
          ]}
        />
      </div>
      <p className="quiet" style={{ marginBottom: 0 }}>
        {t('sharesHint')}
      </p>
    </section>
  )
}

function ExportButton({ month, group }: { month: string; group: UseGroup }) {
  const t = useTexts(computingUseTexts)
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      offerFile(await api('computing-use.export', { query: { month, group } }), `${t('title')}-${month}.xlsx`)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={isBusy} onClick={() => void run()}>
      {t('export')}
    </Button>
  )
}
