import { Alert, App, Button, Drawer, Popconfirm, Tag, Timeline } from 'antd'
import { isOver } from '@ballast/domain/computing/job.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Facts } from '../voucher/facts.tsx'
import { Quantity } from '../voucher/quantity.tsx'
import { computingTexts } from './computing.texts.ts'
import { useDuration } from './duration.ts'
import { JobLog } from './job-log.tsx'
import { JobTag } from './job-tag.tsx'
import { MoveJob } from './move-job.tsx'
import { JobWait } from './job-wait.tsx'
import { paidLineTexts } from './paid-line.texts.ts'
import { PlacementTable } from './placement-table.tsx'
import '../voucher/voucher.css'

const drawn = (at: string | null) => (at === null ? '—' : drawInstant(at).slice(0, 19))

/** A job: why it waits and what would help, what it took, what happened to it, its script. */
export function JobDrawer({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const t = useTexts(computingTexts)
  const line = useTexts(paidLineTexts)
  const name = useName()
  const duration = useDuration()
  const { message } = App.useApp()
  const mayCancel = useMay('compute-job.cancel')
  const mayReadLog = useMay('compute-job.log')
  const shown = useRoute('compute-job.show', { params: { jobId } }, { refetchMs: 30_000 })
  const cancel = useAction('compute-job.cancel', ['compute-job.', 'voucher.'])
  return (
    <Drawer open size={720} title={shown.data?.job.name ?? t('job')} onClose={onClose}>
      {cancel.error ? <ProblemAlert error={cancel.error} /> : null}
      <Loaded query={shown}>
        {({ job, script, events, placements }) => (
          <>
            {job.waits === null ? null : <JobWait job={job} />}
            {job.fault === null ? null : <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={job.fault.message} />}
            <Facts
              facts={[
                [t('state'), <JobTag key="state" job={job} />],
                [t('firm'), name({ nameZh: job.enterpriseNameZh, nameEn: job.enterpriseNameEn })],
                [t('centre'), name({ nameZh: job.centreNameZh, nameEn: job.centreNameEn })],
                [t('cards'), `${job.cards} × ${job.cardType}`],
                [t('limit'), duration(job.limitMinutes * 60)],
                [
                  t('voucher'),
                  <span key="voucher">
                    {job.voucherNo} {job.isPaid ? <Tag>{line('paid')}</Tag> : null}
                  </span>,
                ],
                ...(job.projectNameZh === null
                  ? []
                  : [[t('project'), name({ nameZh: job.projectNameZh, nameEn: job.projectNameEn })] as const]),
                [t('held'), <Quantity key="held" unit="tflops_s" amount={job.held} withUnit />],
                [t('usedWork'), <Quantity key="used" unit="tflops_s" amount={job.used} withUnit />],
                [t('charged'), <Money key="charged" yuan={job.chargedYuan} unit="yuan" withUnit />],
                [t('askedAt'), `${drawn(job.askedAt)} ${job.askedByName}`],
                [t('startedAt'), drawn(job.startedAt)],
                [t('endedAt'), drawn(job.endedAt)],
                [t('engineJob'), job.engineJob ?? '—'],
                ...(job.nodeList === null || job.nodeList === '' ? [] : [[t('place'), job.nodeList] as const]),
              ]}
            />
            <div className="job-actions">
              {mayCancel && !isOver(job.state) && !job.isCancelAsked ? (
                <Popconfirm
                  title={t('cancel')}
                  description={<div style={{ maxWidth: 260 }}>{t('cancelHint')}</div>}
                  onConfirm={() => cancel.mutate({ params: { jobId } }, { onSuccess: () => void message.success(t('cancelled')) })}
                >
                  <Button danger>{t('cancel')}</Button>
                </Popconfirm>
              ) : null}
              <MoveJob job={job} />
            </div>
            {placements.map(({ placedAt, placedBy, options }) => (
              <section key={placedAt} className="voucher-section" style={{ marginTop: 16 }}>
                <h2>{t('placesOf')}</h2>
                <p className="quiet">
                  {placedBy === null
                    ? t('placedByPlatform', { at: drawn(placedAt) })
                    : t('placedByName', { at: drawn(placedAt), name: placedBy })}
                </p>
                <PlacementTable options={options} now={false} />
              </section>
            ))}
            <section className="voucher-section" style={{ marginTop: 16 }}>
              <h2>{t('events')}</h2>
              <Timeline
                items={events.map(({ what, at, detail }, index) => ({
                  key: index,
                  content: (
                    <>
                      <span className="number quiet">{drawn(at)}</span> {t(`event.${what}` as 'event.asked', { detail: detail ?? '' })}
                    </>
                  ),
                }))}
              />
            </section>
            {mayReadLog && job.engineJob !== null ? <JobLog jobId={jobId} isRunning={job.state === 'running'} /> : null}
            <section className="voucher-section">
              <h2>{t('script')}</h2>
              {/* A long script scrolls, also by the keyboard. */}
              <pre className="job-script" tabIndex={0}>
                {script}
              </pre>
            </section>
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
