import { PlusOutlined } from '@ant-design/icons'
import { Button, Empty, Flex, Table } from 'antd'
import { useState } from 'react'
import { OTHER_PRECISIONS } from '@ballast/domain/computing/capacity.ts'
import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import { END_STATES, type EndState } from '@ballast/domain/voucher/settle.ts'
import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { Quantity } from './quantity.tsx'
import { AddRateDialog, AddTermsDialog } from './terms-dialogs.tsx'
import { voucherTexts } from './voucher.texts.ts'

const isEndState = (state: string): state is EndState => (END_STATES as readonly string[]).includes(state)

/** Share, caps and validity; power and price of cards; each from a day on. */
export function TermsTab() {
  const t = useTexts(voucherTexts)
  const { locale } = useLanguage()
  const [adding, setAdding] = useState<'terms' | 'rate'>()
  const maySetTerms = useMay('voucher.set-terms')
  const maySetRate = useMay('voucher.set-rate')
  const settings = useRoute('voucher.terms', {})
  const day = (fromOn: string) => <span className="number">{fromOn}</span>
  return (
    <>
      <p className="quiet">{t('termsHint')}</p>
      <Loaded query={settings}>
        {({ terms, rates }) => (
          <>
            <section className="card voucher-section" style={{ padding: '12px 16px' }} aria-label={t('terms')}>
              <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
                <h2 style={{ margin: 0 }}>{t('terms')}</h2>
                {maySetTerms ? (
                  <Button icon={<PlusOutlined />} onClick={() => setAdding('terms')}>
                    {t('addTerms')}
                  </Button>
                ) : null}
              </Flex>
              <div className="scroll-x" tabIndex={0} role="region" aria-label={t('fromOn')}>
                <Table
                  size="small"
                  rowKey="fromOn"
                  pagination={false}
                  dataSource={terms}
                  style={{ minWidth: 940 }}
                  locale={{ emptyText: <Empty description={t('noTerms')} /> }}
                  columns={[
                    { key: 'fromOn', title: t('fromOn'), width: 120, render: (_, row) => day(row.fromOn) },
                    {
                      key: 'share',
                      title: t('share'),
                      width: 100,
                      align: 'right',
                      render: (_, row) => `${percentText(parsePpm(row.redemptionShare))} %`,
                    },
                    {
                      key: 'cap',
                      title: t('firmCap'),
                      width: 170,
                      align: 'right',
                      render: (_, { firmCapYuan }) => (firmCapYuan === null ? t('noCap') : <Money yuan={firmCapYuan} withUnit />),
                    },
                    {
                      key: 'quota',
                      title: t('firmQuota'),
                      width: 170,
                      align: 'right',
                      render: (_, { firmCapTflopsSeconds }) =>
                        firmCapTflopsSeconds === null ? t('noCap') : <Quantity unit="tflops_s" amount={firmCapTflopsSeconds} withUnit />,
                    },
                    {
                      key: 'months',
                      title: t('validity'),
                      width: 110,
                      align: 'right',
                      render: (_, { validityMonths }) => t('monthsUnit', { count: validityMonths }),
                    },
                    {
                      key: 'free',
                      title: t('freeStates'),
                      width: 150,
                      render: (_, { freeEndStates }) =>
                        freeEndStates
                          .map((state) => (isEndState(state) ? nameIn(locale, END_NAMES[state]) : state))
                          .join(locale === 'en' ? ', ' : '、') || '—',
                    },
                    {
                      key: 'citation',
                      title: t('citation'),
                      width: 160,
                      render: (_, { citation, sourceKind }) => (
                        <>
                          {citation ?? '—'} <SourceBadge kind={sourceKind} citation={citation} />
                        </>
                      ),
                    },
                  ]}
                />
              </div>
            </section>
            <section className="card voucher-section" style={{ padding: '12px 16px' }} aria-label={t('rates')}>
              <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
                <h2 style={{ margin: 0 }}>{t('rates')}</h2>
                {maySetRate ? (
                  <Button icon={<PlusOutlined />} onClick={() => setAdding('rate')}>
                    {t('addRate')}
                  </Button>
                ) : null}
              </Flex>
              <div className="scroll-x" tabIndex={0} role="region" aria-label={t('cardType')}>
                <Table
                  size="small"
                  rowKey={({ cardType, fromOn }) => `${cardType} ${fromOn}`}
                  pagination={false}
                  dataSource={rates}
                  style={{ minWidth: 820 }}
                  locale={{ emptyText: <Empty description={t('noRates')} /> }}
                  columns={[
                    { key: 'card', title: t('cardType'), width: 140, render: (_, { cardType }) => cardType },
                    { key: 'fromOn', title: t('fromOn'), width: 120, render: (_, row) => day(row.fromOn) },
                    {
                      key: 'tflops',
                      title: t('tflops'),
                      width: 150,
                      align: 'right',
                      render: (_, { tflops }) => <span className="number">{tflops}</span>,
                    },
                    {
                      key: 'others',
                      title: t('others'),
                      width: 180,
                      render: (_, { others }) =>
                        OTHER_PRECISIONS.flatMap((precision) =>
                          others[precision] === undefined ? [] : [`${precision.toUpperCase()} ${others[precision]}`],
                        ).join(' · ') || '—',
                    },
                    {
                      key: 'price',
                      title: t('price'),
                      width: 140,
                      align: 'right',
                      render: (_, { yuanPerPHour }) => <Money yuan={yuanPerPHour} unit="yuan" />,
                    },
                    {
                      key: 'citation',
                      title: t('citation'),
                      width: 160,
                      render: (_, { citation, sourceKind }) => (
                        <>
                          {citation ?? '—'} <SourceBadge kind={sourceKind} citation={citation} />
                        </>
                      ),
                    },
                  ]}
                />
              </div>
            </section>
          </>
        )}
      </Loaded>
      {adding === 'terms' ? <AddTermsDialog onClose={() => setAdding(undefined)} /> : null}
      {adding === 'rate' ? <AddRateDialog onClose={() => setAdding(undefined)} /> : null}
    </>
  )
}
