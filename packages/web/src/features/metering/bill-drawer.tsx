import { App, Button, Drawer, Flex, Table } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { ComputeBill } from '@ballast/contract/compute-bill.ts'
import { api, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { billTexts } from './bill.texts.ts'
import { CorrectDialog } from './correct-dialog.tsx'
import { Work } from './work.tsx'

const FORMATS = ['pdf', 'xlsx'] as const

/** One bill by type of card, its corrections, and its files. */
export function BillDrawer({ billId, onClose }: { billId: string; onClose: () => void }) {
  const t = useTexts(billTexts)
  const name = useName()
  const mayCorrect = useMay('compute-bill.correct')
  const [isCorrecting, setCorrecting] = useState(false)
  const shown = useRoute('compute-bill.show', { params: { billId } })
  const bill = shown.data?.bill
  return (
    <Drawer
      open
      size={720}
      className="bill-drawer"
      title={bill === undefined ? t('title') : `${bill.billNo} · ${bill.month}`}
      onClose={onClose}
      extra={mayCorrect && bill !== undefined ? <Button onClick={() => setCorrecting(true)}>{t('correct')}</Button> : null}
    >
      <Loaded query={shown}>
        {({ bill: of, cards, corrections, netYuan }) => (
          <>
            <p className="bill-facts">
              <b>{name({ nameZh: of.enterpriseNameZh, nameEn: of.enterpriseNameEn })}</b>
              <br />
              <span className="quiet">{t('by', { name: of.issuedByName, at: drawInstant(of.issuedAt).slice(0, 16) })}</span>
            </p>
            <Files bill={of} />
            <Table
              size="small"
              rowKey="cardType"
              dataSource={[...cards, { ...of, cardType: t('sum') }]}
              pagination={false}
              scroll={{ x: 560 }}
              columns={[
                { key: 'card', title: t('card'), render: (_, { cardType }) => cardType },
                { key: 'runs', title: t('runs'), align: 'right', render: (_, { runs }) => <span className="number">{runs}</span> },
                ...(['amount', 'covered', 'free'] as const).map((key) => ({
                  key,
                  title: t(key),
                  align: 'right' as const,
                  render: (_: unknown, row: { amount: string; covered: string; free: string }) => <Work amount={row[key]} />,
                })),
                {
                  key: 'charged',
                  title: t('charged'),
                  align: 'right',
                  render: (_, { chargedYuan }) => <Money yuan={chargedYuan} unit="yuan" />,
                },
              ]}
            />
            <p className="quiet">{t('unit')}</p>
            {corrections.length === 0 ? null : (
              <>
                <h3>{t('corrections')}</h3>
                {corrections.map((one) => (
                  <div key={one.billId}>
                    <p>
                      <span className="number">{one.billNo}</span> <Money yuan={one.chargedYuan} unit="yuan" withUnit /> ·{' '}
                      {t('corrects', { no: of.billNo, reason: one.reason ?? '' })}
                    </p>
                    <Files bill={one} />
                  </div>
                ))}
                <p>
                  {t('net')}{' '}
                  <b>
                    <Money yuan={netYuan} unit="yuan" withUnit />
                  </b>
                </p>
              </>
            )}
          </>
        )}
      </Loaded>
      {isCorrecting && bill !== undefined ? <CorrectDialog bill={bill} onClose={() => setCorrecting(false)} /> : null}
    </Drawer>
  )
}

function Files({ bill: { billId, billNo, month } }: { bill: ComputeBill }) {
  const t = useTexts(billTexts)
  const { message } = App.useApp()
  const download = async (format: (typeof FORMATS)[number]) => {
    try {
      offerFile(await api('compute-bill.file', { params: { billId }, query: { format } }), `${billNo}-${month}.${format}`)
    } catch (error) {
      void message.error((error as Error).message)
    }
  }
  return (
    <Flex gap={8} style={{ marginBottom: 12 }}>
      {FORMATS.map((format) => (
        <Button key={format} size="small" icon={<DownloadOutlined />} onClick={() => void download(format)}>
          {t(format)}
        </Button>
      ))}
    </Flex>
  )
}
