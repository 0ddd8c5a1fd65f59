import { Button } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { firmTexts } from './firm.texts.ts'

/** The end of what a job has written; asked anew while it runs. */
export function JobLog({ jobId, isRunning }: { jobId: string; isRunning: boolean }) {
  const t = useTexts(firmTexts)
  const log = useRoute('compute-job.log', { params: { jobId }, query: { bytes: 65_536 } }, isRunning ? { refetchMs: 5000 } : {})
  return (
    <section className="voucher-section">
      <h2>{t('log')}</h2>
      <Loaded query={log}>
        {({ text, bytes, isCut, fileName }) => (
          <>
            <p className="quiet">
              {fileName === null ? null : `${t('logFile', { file: fileName })} `}
              {isCut
                ? t('logCut', { size: t('logBytes', { size: 64 }) })
                : bytes === 0
                  ? t('logNone')
                  : t('logBytes', { size: Math.ceil(bytes / 1024) })}{' '}
              <Button size="small" type="link" onClick={() => void log.refetch()}>
                {t('logRefresh')}
              </Button>
            </p>
            {text === '' ? null : (
              // A long log scrolls, also by the keyboard.
              <pre className="job-script" tabIndex={0}>
                {text}
              </pre>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
