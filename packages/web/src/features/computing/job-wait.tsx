import { Alert } from 'antd'
import type { ComputeJob } from '@ballast/contract/compute-job.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { computingTexts } from './computing.texts.ts'
import { useDuration } from './duration.ts'

const clock = (at: string) => drawInstant(at).slice(5, 16)

/** Why a job waits, when it starts, and what would let it start sooner. */
export function JobWait({ job }: { job: ComputeJob }) {
  const t = useTexts(computingTexts)
  const name = useName()
  const duration = useDuration()
  const helps = useRoute('compute-job.wait-helps', { params: { jobId: job.jobId } }, { refetchMs: 60_000 })
  const { waits, wait } = job
  if (waits === null) return null
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      title={`${t('why')}: ${t(`wait.${waits.reason}`)}${waits.word === null ? '' : ` (${waits.word})`}`}
      description={
        <>
          {wait === null ? null : (
            <p className="job-wait">
              <strong>{t('waitTold', { p50: clock(wait.p50At), p90: clock(wait.p90At) })}</strong>
              <span className="quiet"> {t('waitToldAt', { at: clock(wait.toldAt) })}</span>
            </p>
          )}
          {job.expectedAt === null ? null : <div className="quiet">{t('engineWord', { at: clock(job.expectedAt) })}</div>}
          <div>
            {t('help')}: {t(`help.${waits.reason}`)}
          </div>
          {(helps.data?.helps.length ?? 0) === 0 ? null : (
            <>
              {t('soonerHow')}
              <ul className="job-helps">
                {helps.data?.helps.map(({ kind, cards, limitMinutes, centreNameZh, centreNameEn, wait: then }) => (
                  <li key={`${kind} ${centreNameZh}`}>
                    {t(`sooner.${kind}`, {
                      cards,
                      hours: (limitMinutes / 60).toFixed(1),
                      centre: name({ nameZh: centreNameZh, nameEn: centreNameEn }),
                      wait: duration(then.p50Seconds),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      }
    />
  )
}
