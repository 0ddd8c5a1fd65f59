import { Button, Empty, Flex, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import { COMPUTE_JOB_STATES, type ComputeJobState } from '@ballast/domain/computing/job.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { exactText, Quantity } from '../voucher/quantity.tsx'
import { computingTexts } from './computing.texts.ts'
import { useDuration } from './duration.ts'
import { ComputingTabs } from './computing-tabs.tsx'
import { JobDrawer } from './job-drawer.tsx'
import { JobTag } from './job-tag.tsx'
import { SubmitDialog } from './submit-dialog.tsx'
import { useJobEvents } from './use-job-events.ts'
import '../forecast/forecast.css'
import './computing.css'

const jobSearch = z.object({
  q: z.string().max(200).optional(),
  state: z.enum(COMPUTE_JOB_STATES).optional(),
  job: z.uuid().optional(),
})

/** Jobs: for an enterprise its own, for the office and the operator all. */
export function JobsPage() {
  const t = useTexts(computingTexts)
  const name = useName()
  const duration = useDuration()
  const maySubmit = useMay('compute-job.submit')
  const [search, setSearch] = useSearchState(jobSearch)
  const [isSubmitting, setSubmitting] = useState(false)
  useJobEvents()
  const query = {
    limit: 200,
    ...(search.q === undefined || search.q === '' ? {} : { q: search.q }),
    ...(search.state === undefined ? {} : { state: [search.state] as never }),
  }
  const jobs = useRoute('compute-job.list', { query }, { keepPrevious: true, refetchMs: 30_000 })
  const isEmpty = jobs.data?.rows.length === 0 && search.q === undefined && search.state === undefined
  const countOf = (state: ComputeJobState) => jobs.data?.counts.find((one) => one.state === state)?.jobs ?? 0
  const work = (key: 'held' | 'used', title: string): DataColumn<ComputeJob> => ({
    key,
    title,
    width: 100,
    align: 'right',
    render: (job) => <Quantity unit="tflops_s" amount={job[key]} />,
    text: (job) => exactText('tflops_s', job[key]),
  })
  const columns: DataColumn<ComputeJob>[] = [
    {
      key: 'name',
      title: t('job'),
      width: 200,
      fixed: true,
      render: (job) => (
        <button type="button" className="link-button" onClick={() => setSearch({ job: job.jobId })}>
          {job.name}
        </button>
      ),
      text: (job) => job.name,
    },
    { key: 'state', title: t('state'), width: 150, render: (job) => <JobTag job={job} />, text: (job) => t(`job.${job.state}`) },
    {
      key: 'why',
      title: t('why'),
      width: 305,
      render: (job) =>
        job.waits === null ? (
          ''
        ) : (
          <>
            {t(`wait.${job.waits.reason}`)}
            {job.wait === null ? null : (
              <div className="quiet number">
                {t('waitShort', { p50: drawInstant(job.wait.p50At).slice(5, 16), p90: drawInstant(job.wait.p90At).slice(5, 16) })}
              </div>
            )}
          </>
        ),
      text: (job) => (job.waits === null ? '' : t(`wait.${job.waits.reason}`)),
    },
    ...(maySubmit
      ? []
      : [
          {
            key: 'firm',
            title: t('firm'),
            width: 220,
            render: (job: ComputeJob) => name({ nameZh: job.enterpriseNameZh, nameEn: job.enterpriseNameEn }),
            text: (job: ComputeJob) => job.enterpriseNameZh,
          },
        ]),
    {
      key: 'centre',
      title: t('centre'),
      width: 170,
      render: (job) => name({ nameZh: job.centreNameZh, nameEn: job.centreNameEn }),
      text: (job) => job.centreNameZh,
    },
    {
      key: 'cards',
      title: t('cards'),
      width: 115,
      render: (job) => (
        <span className="number">
          {job.cards} × {job.cardType}
        </span>
      ),
      text: (job) => `${job.cards} × ${job.cardType}`,
    },
    {
      key: 'limit',
      title: t('limit'),
      width: 90,
      align: 'right',
      render: (job) => duration(job.limitMinutes * 60),
      text: (job) => String(job.limitMinutes / 60),
    },
    work('held', t('held')),
    work('used', t('usedWork')),
    {
      key: 'askedAt',
      title: t('askedAt'),
      width: 150,
      render: (job) => <span className="number">{drawInstant(job.askedAt).slice(0, 16)}</span>,
      text: (job) => drawInstant(job.askedAt),
    },
  ]
  return (
    <Page
      title={t('jobsTitle')}
      subtitle={t('jobsSubtitle')}
      actions={
        maySubmit ? (
          <Button type="primary" onClick={() => setSubmitting(true)}>
            {t('submit')}
          </Button>
        ) : null
      }
    >
      <ComputingTabs />
      <Flex wrap gap={8} className="no-print" style={{ marginBottom: 10 }}>
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={240}
          onSearch={(q) => setSearch({ q: q === '' ? undefined : q })}
        />
        <Select<ComputeJobState | 'all'>
          aria-label={t('state')}
          style={{ minWidth: 160 }}
          value={search.state ?? 'all'}
          options={[
            { value: 'all', label: t('allStates') },
            ...COMPUTE_JOB_STATES.map((value) => ({ value, label: `${t(`job.${value}`)} ${countOf(value)}` })),
          ]}
          onChange={(state) => setSearch({ state: state === 'all' ? undefined : state })}
        />
      </Flex>
      {isEmpty ? (
        <section className="card">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noJobs')} />
        </section>
      ) : (
        <DataTable<ComputeJob>
          label={t('jobsTitle')}
          columns={columns}
          rows={jobs.data?.rows}
          rowKey={({ jobId }) => jobId}
          sort=""
          onSort={() => undefined}
          error={jobs.error}
          isFetching={jobs.isFetching}
          hasMore={false}
          onMore={() => undefined}
          onRetry={() => void jobs.refetch()}
        />
      )}
      {search.job === undefined ? null : <JobDrawer jobId={search.job} onClose={() => setSearch({ job: undefined })} />}
      {isSubmitting ? <SubmitDialog onClose={() => setSubmitting(false)} /> : null}
    </Page>
  )
}
