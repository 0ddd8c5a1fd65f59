import { Button, Flex, Progress } from 'antd'
import type { EvidenceUpload } from '@ballast/contract/evidence.ts'
import { ProblemError } from '@ballast/contract/client.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { drawBytes } from './draw-bytes.ts'
import { evidenceTexts } from './evidence.texts.ts'
import { abandonUpload, pauseUpload, resumeUpload, type UploadItem } from './uploads.ts'

/** Never a hundred before everything has arrived. */
const percentOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((part / whole) * 1000) / 10)

/** A file on its way, with what can be done about it. */
export function UploadRow({ item }: { item: UploadItem }) {
  const t = useTexts(evidenceTexts)
  const percent = percentOf(item.sent, item.bytes)
  const isChecking = item.state === 'sending' && item.sent === item.bytes
  const name = { name: item.fileName }
  const isHalted = item.state === 'paused' || item.state === 'failed' || item.state === 'waiting'
  return (
    <li className="evidence-upload" data-state={item.state}>
      <div className="evidence-upload-head">
        <strong className="evidence-name">{item.fileName}</strong>
        <span className="quiet number">{drawBytes(item.bytes)}</span>
        <span className="quiet" aria-live="polite">
          {t(isChecking ? 'checking' : item.state, { percent: percent.toFixed(item.bytes > 50 * 1024 ** 2 ? 1 : 0) })}
        </span>
        <Flex gap={6} className="evidence-upload-actions">
          {item.state === 'sending' && !isChecking ? (
            <Button size="small" autoInsertSpace={false} aria-label={t('pauseOf', name)} onClick={() => void pauseUpload(item.key)}>
              {t('pause')}
            </Button>
          ) : null}
          {isHalted ? (
            <Button
              size="small"
              type="primary"
              autoInsertSpace={false}
              aria-label={t('resumeOf', name)}
              onClick={() => resumeUpload(item.key)}
            >
              {t('resume')}
            </Button>
          ) : null}
          {isChecking ? null : (
            <Button
              size="small"
              type="text"
              aria-label={t(item.state === 'refused' ? 'dismissOf' : 'abandonOf', name)}
              onClick={() => void abandonUpload(item.key)}
            >
              {t(item.state === 'refused' ? 'dismiss' : 'abandon')}
            </Button>
          )}
        </Flex>
      </div>
      {item.state === 'refused' ? null : (
        <Progress
          percent={isChecking ? 100 : percent}
          showInfo={false}
          size="small"
          status={item.state === 'failed' ? 'exception' : 'normal'}
          aria-label={item.fileName}
        />
      )}
      {item.problem === undefined ? null : <ProblemAlert error={new ProblemError(item.problem)} labelOf={() => undefined} />}
    </li>
  )
}

/** A file that was begun elsewhere or before the page was left: the file itself is needed again. */
export function UnfinishedRow({ upload }: { upload: EvidenceUpload }) {
  const t = useTexts(evidenceTexts)
  const abandon = useAction('evidence.abandon-upload', ['evidence.'])
  const values = {
    percent: percentOf(upload.receivedBytes, upload.byteSize).toFixed(0),
    until: drawInstant(upload.expiresAt).slice(0, 16),
  }
  return (
    <li className="evidence-upload" data-state="unfinished">
      <div className="evidence-upload-head">
        <strong className="evidence-name">{upload.fileName}</strong>
        <span className="quiet number">{drawBytes(upload.byteSize)}</span>
        <span className="quiet">{t('unfinished', values)}</span>
        <Flex gap={6} className="evidence-upload-actions">
          <Button
            size="small"
            type="text"
            loading={abandon.isPending}
            aria-label={t('abandonOf', { name: upload.fileName })}
            onClick={() => abandon.mutate({ params: { uploadId: upload.uploadId } })}
          >
            {t('abandon')}
          </Button>
        </Flex>
      </div>
      {abandon.error ? <ProblemAlert error={abandon.error} /> : null}
    </li>
  )
}
