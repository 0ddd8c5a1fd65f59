import { Button, Table, Tag } from 'antd'
import type { ImportRun } from '@ballast/contract/exchange.ts'
import { OFFICIAL_TIME_ZONE } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { exchangeTexts } from './exchange.texts.ts'
import { RUN_ROUTES, type RunKind } from './run-routes.ts'

const STATUS = {
  reading: ['statusReading', 'processing'],
  ready: ['statusReady', 'gold'],
  committing: ['statusCommitting', 'processing'],
  committed: ['statusCommitted', 'green'],
  cancelled: ['statusCancelled', 'default'],
  failed: ['statusFailed', 'red'],
} as const

const POLL_MS = 1500
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: OFFICIAL_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' })

/** Imports so far, newest first. */
export function HistoryTable({ kind = 'register', onOpen }: { kind?: RunKind; onOpen: (importId: string) => void }) {
  const t = useTexts(exchangeTexts)
  const first = useRoute(RUN_ROUTES[kind].list, { query: { limit: 50 } })
  const isMoving = first.data?.runs.some(({ status }) => status === 'reading' || status === 'committing') === true
  const list = useRoute(RUN_ROUTES[kind].list, { query: { limit: 50 } }, isMoving ? { refetchMs: POLL_MS } : {})
  return (
    <section className="card exchange-section" aria-labelledby="exchange-history">
      <h2 id="exchange-history">{t('history')}</h2>
      <Loaded query={list} isEmpty={({ runs }) => runs.length === 0} empty={<span className="quiet">{t('emptyHistory')}</span>}>
        {({ runs }) => (
          <Table<ImportRun>
            size="small"
            rowKey="importId"
            dataSource={runs}
            pagination={false}
            scroll={{ x: 1040 }}
            columns={[
              { title: t('at'), width: 150, className: 'number', render: (_, run) => clock.format(new Date(run.createdAt)) },
              { title: t(kind === 'returns' ? 'period' : 'resource'), width: 100, render: (_, run) => run.month ?? t(run.resource) },
              { title: t('file'), dataIndex: 'fileName', ellipsis: true },
              { title: t('by'), dataIndex: 'createdBy', width: 100 },
              {
                title: t('status'),
                width: 140,
                render: (_, run) => <Tag color={STATUS[run.status][1]}>{t(STATUS[run.status][0])}</Tag>,
              },
              {
                title: t('rows'),
                width: 380,
                render: (_, run) => (run.counts === null ? (run.reasons[0]?.message ?? '—') : t('counts', run.counts)),
              },
              {
                title: t('open'),
                width: 70,
                render: (_, run) => (
                  <Button type="link" size="small" aria-label={`${t('open')} ${run.fileName}`} onClick={() => onOpen(run.importId)}>
                    {t('open')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
