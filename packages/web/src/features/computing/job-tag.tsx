import { Tag } from 'antd'
import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import type { ComputeJobState } from '@ballast/domain/computing/job.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { computingTexts } from './computing.texts.ts'

const COLOURS: Readonly<Record<ComputeJobState, string>> = {
  held: 'default',
  submitted: 'default',
  pending: 'gold',
  running: 'blue',
  ended: 'cyan',
  settled: 'green',
  refused: 'red',
  cancelled: 'default',
}

/** What became of a job, and how it ended. */
export function JobTag({ job }: { job: ComputeJob }) {
  const t = useTexts(computingTexts)
  const { locale } = useLanguage()
  return (
    <>
      <Tag color={job.endState !== null && job.endState !== 'completed' ? 'orange' : COLOURS[job.state]}>{t(`job.${job.state}`)}</Tag>
      {job.endState === null ? null : nameIn(locale, END_NAMES[job.endState])}
      {job.isMoving ? <span className="quiet">{t('moving')}</span> : null}
      {job.isCancelAsked && job.endState === null && job.state !== 'cancelled' ? <span className="quiet">{t('cancelling')}</span> : null}
    </>
  )
}
