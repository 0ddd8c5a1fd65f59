import { CloseOutlined, DownloadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Checkbox, Flex, Modal, Progress, Tabs } from 'antd'
import { useState } from 'react'
import { ROW_OUTCOMES, type ImportOutcome, type ImportRun } from '@ballast/contract/exchange.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { api, useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { exchangeTexts } from './exchange.texts.ts'
import { PreviewTable } from './preview-table.tsx'
import { RUN_ROUTES, type RunKind } from './run-routes.ts'

const POLL_MS = 600

interface Props {
  kind?: RunKind
  importId: string
  tab: ImportOutcome | undefined
  onTab: (tab: ImportOutcome) => void
  onClose: () => void
}

/** One import from its reading to its commit. */
export function RunPanel(props: Props) {
  const { show } = RUN_ROUTES[props.kind ?? 'register']
  const first = useRoute(show, { params: { importId: props.importId } })
  const isMoving = first.data?.status === 'reading' || first.data?.status === 'committing'
  const run = useRoute(show, { params: { importId: props.importId } }, isMoving ? { refetchMs: POLL_MS } : {})
  return (
    <section className="card exchange-section">
      <Loaded query={run}>{(data) => <Run run={data} {...props} />}</Loaded>
    </section>
  )
}

function Run({ run, kind = 'register', tab, onTab, onClose }: Props & { run: ImportRun }) {
  const t = useTexts(exchangeTexts)
  const routes = RUN_ROUTES[kind]
  const mayCancel = useMay(routes.cancel)
  const cancel = useAction(routes.cancel, routes.invalidates)
  return (
    <>
      <Flex justify="space-between" align="start" gap={12}>
        <h2 style={{ overflowWrap: 'anywhere' }}>
          {t(run.resource)}
          {run.planVersion === null ? '' : ` · ${run.planVersion.title}`}
          {run.month === null ? '' : ` · ${run.month}`} · {run.fileName}
        </h2>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('close')} onClick={onClose} />
      </Flex>
      {cancel.error ? <ProblemAlert error={cancel.error} /> : null}
      {run.status === 'reading' ? (
        <Reading run={run}>
          {mayCancel ? (
            <Button danger loading={cancel.isPending} onClick={() => cancel.mutate({ params: { importId: run.importId } })}>
              {t('cancel')}
            </Button>
          ) : null}
        </Reading>
      ) : null}
      {run.status === 'failed' ? <Refused run={run} /> : null}
      {run.status === 'cancelled' ? <Alert type="info" showIcon title={t('cancelled')} /> : null}
      {run.counts === null ? null : (
        <Preview run={run} kind={kind} tab={tab} onTab={onTab} onCancel={() => cancel.mutate({ params: { importId: run.importId } })} />
      )}
    </>
  )
}

function Reading({ run, children }: { run: ImportRun; children: React.ReactNode }) {
  const t = useTexts(exchangeTexts)
  const isComparing = run.phase === 'comparing'
  const [done, all] = isComparing ? [run.rowsCompared, run.rowsStaged] : [run.rowsRead, run.rowsExpected ?? 0]
  // Reading is the first half of the bar, comparing the second.
  const share = all === 0 ? 0 : Math.min(1, done / all)
  const percent = Math.round((isComparing ? 50 : 0) + share * 50)
  const text = isComparing
    ? t('comparing', { compared: done, staged: all })
    : run.rowsExpected === null
      ? t('readingUnknown', { read: done })
      : t('reading', { read: done, expected: all })
  return (
    <Flex vertical gap={8} align="start">
      <Progress percent={percent} aria-label={text} style={{ width: '100%' }} />
      <span className="quiet" role="status">
        {text}
      </span>
      {children}
    </Flex>
  )
}

function Refused({ run }: { run: ImportRun }) {
  const t = useTexts(exchangeTexts)
  return (
    <Alert
      type="error"
      showIcon
      title={t('failed')}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {run.reasons.map((reason, index) => (
            <li key={index}>
              {reason.at === undefined ? null : <code>{reason.at} </code>}
              {reason.message}
            </li>
          ))}
        </ul>
      }
    />
  )
}

function Preview({
  run,
  kind,
  tab,
  onTab,
  onCancel,
}: {
  run: ImportRun
  kind: RunKind
  tab: ImportOutcome | undefined
  onTab: (tab: ImportOutcome) => void
  onCancel: () => void
}) {
  const t = useTexts(exchangeTexts)
  const counts = run.counts as NonNullable<ImportRun['counts']>
  const active = tab ?? ROW_OUTCOMES.find((outcome) => counts[outcome] > 0 && outcome !== 'unchanged') ?? 'unchanged'
  const unknown = run.sheets.filter((sheet) => sheet.unknownColumns.length > 0)
  return (
    <>
      {run.status === 'committed' ? (
        <Alert type="success" showIcon title={t('committed', { new: counts.new, changed: counts.changed })} style={{ marginBottom: 12 }} />
      ) : null}
      {unknown.map((sheet) => (
        <Alert
          key={sheet.name}
          type="warning"
          showIcon
          title={t('unknownColumns', { sheet: sheet.name, columns: sheet.unknownColumns.join('、') })}
          style={{ marginBottom: 8 }}
        />
      ))}
      {run.ignoredSheets.length === 0 ? null : <div className="quiet">{t('ignoredSheets', { sheets: run.ignoredSheets.join('、') })}</div>}
      <MoneyChange run={run} />
      {run.returns === null || run.status === 'committed' ? null : <p style={{ marginBlock: '0 12px' }}>{t('passing', run.returns)}</p>}
      <Flex gap={8} wrap className="no-print">
        {run.status === 'ready' || run.status === 'committing' ? <CommitButton run={run} kind={kind} onCancel={onCancel} /> : null}
        {counts.refused + (run.returns?.warned ?? 0) > 0 ? <RefusalsButton run={run} kind={kind} /> : null}
      </Flex>
      <Tabs
        activeKey={active}
        onChange={(key) => onTab(key as ImportOutcome)}
        items={ROW_OUTCOMES.map((outcome) => ({
          key: outcome,
          label: `${t(outcome)} ${counts[outcome]}`,
          children: <PreviewTable kind={kind} importId={run.importId} outcome={outcome} version={run.version} />,
        }))}
        destroyOnHidden
      />
    </>
  )
}

function MoneyChange({ run }: { run: ImportRun }) {
  const t = useTexts(exchangeTexts)
  if (run.yuanBefore === null || run.yuanAfter === null || (run.yuanBefore === '0.00' && run.yuanAfter === '0.00')) return null
  const difference = formatYuan(parseYuan(run.yuanAfter) - parseYuan(run.yuanBefore))
  return (
    <dl className="exchange-facts" aria-label={t('money')}>
      {(
        [
          ['moneyBefore', run.yuanBefore],
          ['moneyAfter', run.yuanAfter],
          ['difference', difference],
        ] as const
      ).map(([name, yuan]) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            <Money yuan={yuan} unit="wan" withUnit />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function CommitButton({ run, kind, onCancel }: { run: ImportRun; kind: RunKind; onCancel: () => void }) {
  const t = useTexts(exchangeTexts)
  const routes = RUN_ROUTES[kind]
  const mayCommit = useMay(routes.commit)
  const commit = useAction(routes.commit, routes.invalidates)
  const [isAsking, setAsking] = useState(false)
  const [isAccepted, setAccepted] = useState(false)
  const [isHandingIn, setHandingIn] = useState(false)
  const counts = run.counts as NonNullable<ImportRun['counts']>
  const count = counts.new + counts.changed
  if (!mayCommit) return null
  const passing = run.returns?.passing ?? 0
  if (count + passing === 0) return <Alert type="info" showIcon title={t('nothingToWrite')} />
  const send = () =>
    commit.mutate(
      { params: { importId: run.importId }, body: { leaveOutRefused: isAccepted, ...(kind === 'returns' ? { handIn: isHandingIn } : {}) } },
      { onSettled: () => setAsking(false) },
    )
  const label = count === 0 ? t('handInOnly', { count: passing }) : t('commit', { count })
  // Nothing changes, so that the only thing left to do is to hand in.
  const isBlocked = (counts.refused > 0 && !isAccepted) || (count === 0 && !isHandingIn)
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)} loading={commit.isPending}>
        {commit.isPending ? t('writing') : label}
      </Button>
      {commit.error ? <ProblemAlert error={commit.error} /> : null}
      <Modal
        open={isAsking}
        title={t('commitTitle')}
        okText={label}
        cancelText={commit.isPending ? t('cancelWriting') : t('close')}
        okButtonProps={{ disabled: isBlocked, loading: commit.isPending }}
        onOk={send}
        onCancel={() => (commit.isPending ? onCancel() : setAsking(false))}
      >
        <p>{t('commitText', { new: counts.new, changed: counts.changed })}</p>
        <MoneyChange run={run} />
        {passing > 0 ? (
          <Checkbox checked={isHandingIn} onChange={(event) => setHandingIn(event.target.checked)} style={{ marginBottom: 8 }}>
            {t('handIn', { count: passing })}
          </Checkbox>
        ) : null}
        {counts.refused > 0 ? (
          <Checkbox checked={isAccepted} onChange={(event) => setAccepted(event.target.checked)}>
            {t('leaveOut', { count: counts.refused })}
          </Checkbox>
        ) : null}
      </Modal>
    </>
  )
}

function RefusalsButton({ run, kind }: { run: ImportRun; kind: RunKind }) {
  const t = useTexts(exchangeTexts)
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const download = async () => {
    setBusy(true)
    try {
      const file = await api(RUN_ROUTES[kind].refusals, { params: { importId: run.importId } })
      offerFile(file, `${run.fileName.replace(/\.[^.]*$/, '')}-${t('refused')}.${run.format}`)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button className="exchange-wide" icon={<DownloadOutlined />} loading={isBusy} onClick={() => void download()}>
      {t('refusals')}
    </Button>
  )
}
