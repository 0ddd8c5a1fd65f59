import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Empty, Flex, Popconfirm, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { POOL_GROUPS, type VoucherPool } from '@ballast/contract/voucher.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { FundDialog } from './fund-dialog.tsx'
import { COLOURS, partsOf } from './pool-parts.ts'
import { PoolTable } from './pool-table.tsx'
import { Quantity } from './quantity.tsx'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** What the year has, what was granted and what became of it. */
export function PoolTab({ year }: { year: number }) {
  const t = useTexts(voucherTexts)
  const [search, setSearch] = useVoucherSearch()
  const [isFunding, setIsFunding] = useState(false)
  const mayFund = useMay('voucher.fund')
  const pool = useRoute('voucher.pool', { params: { year }, query: { group: search.group } }, { keepPrevious: true })
  return (
    <>
      <Flex wrap gap={8} className="voucher-tools no-print" justify="space-between">
        <Segmented
          aria-label={t('group')}
          value={search.group}
          options={POOL_GROUPS.map((value) => ({ value, label: t(`group.${value}`) }))}
          onChange={(group) => setSearch({ group })}
        />
        <Flex wrap gap={8}>
          <ExpireButton />
          {mayFund ? (
            <Button icon={<PlusOutlined />} onClick={() => setIsFunding(true)}>
              {t('fund')}
            </Button>
          ) : null}
        </Flex>
      </Flex>
      <Loaded query={pool}>
        {({ pools, rows, isSimulated }) => (
          <>
            {isSimulated ? (
              <Tag color="gold" className="badge">
                {t('simulated')}
              </Tag>
            ) : null}
            {pools.length === 0 ? (
              <section className="card">
                <Empty description={t('noPool', { year })} />
              </section>
            ) : (
              <div className="voucher-pools">
                {pools.map((one) => (
                  <PoolCard key={one.unit} pool={one} />
                ))}
              </div>
            )}
            {pools.map(({ unit }) => (
              <PoolTable key={unit} year={year} unit={unit} rows={rows.filter((row) => row.unit === unit)} />
            ))}
          </>
        )}
      </Loaded>
      {isFunding ? <FundDialog year={year} onClose={() => setIsFunding(false)} /> : null}
    </>
  )
}

function PoolCard({ pool: { unit, funded, left, balances, firms, vouchers } }: { pool: VoucherPool }) {
  const t = useTexts(voucherTexts)
  return (
    <section className="card" aria-label={t(`unit.${unit}`)}>
      <h2>{t('poolOf', { unit: t(`unit.${unit}`), firms, vouchers })}</h2>
      <div className="voucher-bar" aria-hidden>
        {partsOf(unit).map((part) => (
          <span key={part} style={{ flexGrow: Number(balances[part]), background: COLOURS[part] }} />
        ))}
        <span style={{ flexGrow: Number(left) }} />
      </div>
      <dl className="voucher-figures">
        <div>
          <dt>{t('funded')}</dt>
          <dd>
            <Quantity unit={unit} amount={funded} withUnit />
          </dd>
        </div>
        <div>
          <dt>{t('left')}</dt>
          <dd>
            <Quantity unit={unit} amount={left} />
          </dd>
        </div>
        <div>
          <dt>{t('granted')}</dt>
          <dd>
            <Quantity unit={unit} amount={balances.granted} />
          </dd>
        </div>
        {partsOf(unit).map((part) => (
          <div key={part}>
            <dt>
              <i style={{ background: COLOURS[part] }} />
              {t(part)}
            </dt>
            <dd>
              <Quantity unit={unit} amount={balances[part]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function ExpireButton() {
  const t = useTexts(voucherTexts)
  const { message } = App.useApp()
  const expire = useAction('voucher.expire', ['voucher'])
  if (!useMay('voucher.expire')) return null
  return (
    <>
      {expire.error ? <ProblemAlert error={expire.error} /> : null}
      <Popconfirm
        title={t('expire')}
        description={<div style={{ maxWidth: 280 }}>{t('expireHint')}</div>}
        onConfirm={() => expire.mutate({}, { onSuccess: (answer) => void message.success(t('expiredDone', { ...answer })) })}
      >
        <Button loading={expire.isPending}>{t('expire')}</Button>
      </Popconfirm>
    </>
  )
}
