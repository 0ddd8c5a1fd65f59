import { Empty, Table } from 'antd'
import type { MeteringProof } from '@ballast/contract/metering.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { meteringTexts } from './metering.texts.ts'
import { Difference, Work } from './work.tsx'

/** Each proved day of each centre; a day that differs opens to the rows that make the difference. */
export function ProofTable({ days }: { days: readonly MeteringProof[] }) {
  const t = useTexts(meteringTexts)
  const name = useName()
  const work = (key: 'engine' | 'metered' | 'suspense') => ({
    key,
    title: `${t(key)} (P·h)`,
    width: 140,
    align: 'right' as const,
    render: (_: unknown, row: MeteringProof) => <Work amount={row[key]} />,
  })
  return (
    <section className="card" aria-label={t('days')}>
      <h2>{t('days')}</h2>
      {days.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noDays')} />
      ) : (
        <Table<MeteringProof>
          size="small"
          rowKey={({ centreId, day }) => `${centreId} ${day}`}
          dataSource={[...days]}
          pagination={days.length > 31 ? { pageSize: 31, showSizeChanger: false } : false}
          scroll={{ x: 900 }}
          expandable={{ rowExpandable: ({ faults }) => faults.length > 0, expandedRowRender: faultsOf }}
          columns={[
            { key: 'day', title: t('day'), width: 110, render: (_, { day }) => <span className="number">{day}</span> },
            {
              key: 'centre',
              title: t('centre'),
              width: 160,
              render: (_, { centreNameZh, centreNameEn }) => name({ nameZh: centreNameZh, nameEn: centreNameEn }),
            },
            { key: 'runs', title: t('runs'), width: 80, align: 'right', render: (_, { runs }) => <span className="number">{runs}</span> },
            work('engine'),
            work('metered'),
            work('suspense'),
            {
              key: 'difference',
              title: `${t('difference')} (TFLOPS·s)`,
              width: 170,
              align: 'right',
              render: (_, { difference }) => <Difference value={difference} />,
            },
            {
              key: 'at',
              title: t('provedAt'),
              width: 150,
              render: (_, { provedAt }) => <span className="number quiet">{drawInstant(provedAt).slice(0, 16)}</span>,
            },
          ]}
        />
      )}
    </section>
  )
}

function Faults({ row }: { row: MeteringProof }) {
  const t = useTexts(meteringTexts)
  return (
    <Table
      size="small"
      rowKey={({ label, fault }) => `${label} ${fault}`}
      dataSource={row.faults}
      pagination={row.faults.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      columns={[
        { key: 'run', title: t('run'), render: (_, { label }) => <span className="number">{label}</span> },
        { key: 'fault', title: t('fault'), render: (_, { fault }) => t(`fault.${fault}`) },
        { key: 'engine', title: t('engine'), align: 'right', render: (_, { engine }) => <Work amount={engine} /> },
        { key: 'ours', title: t('ours'), align: 'right', render: (_, { ours }) => <Work amount={ours} /> },
      ]}
    />
  )
}

const faultsOf = (row: MeteringProof) => <Faults row={row} />
