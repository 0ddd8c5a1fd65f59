import { PaperClipOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useMay } from '../../app/session.tsx'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { AttachButton } from './drop-zone.tsx'
import { EvidenceRow } from './evidence-row.tsx'
import { evidenceTexts } from './evidence.texts.ts'
import { UnfinishedRow, UploadRow } from './upload-rows.tsx'
import type { Subject } from './uploads.ts'
import { isOf, useEvidence, useSend, useUploadItems } from './use-evidence.ts'
import './evidence.css'

interface Props {
  subject: Subject
  /** What the subject is called, for whoever cannot see where the list stands. */
  name: string
  title?: string
  /** A file has to be there; says so while none is. */
  isExpected?: boolean
}

/** The files of one subject, with those on their way and a button for more; small enough to stand beside what it proves. */
export function EvidenceList({ subject, name, title, isExpected = false }: Props) {
  const t = useTexts(evidenceTexts)
  const query = useEvidence(subject.projectId)
  const items = useUploadItems(subject.projectId).filter(isOf(subject))
  const mayUpload = useMay('evidence.upload')
  const send = useSend()
  if (query.error) return <ProblemAlert error={query.error} />
  const rows = (query.data?.rows ?? []).filter((row) => row.withdrawn === null).filter(isOf(subject))
  const sending = new Set(items.map(({ uploadId }) => uploadId))
  const unfinished = (query.data?.uploads ?? []).filter(isOf(subject)).filter(({ uploadId }) => !sending.has(uploadId))
  if (!mayUpload && !isExpected && rows.length === 0) return null
  return (
    <div className="evidence-of">
      {title === undefined ? null : <h3>{title}</h3>}
      <ul className="evidence-list">
        {items.map((item) => (
          <UploadRow key={item.key} item={item} />
        ))}
        {unfinished.map((upload) => (
          <UnfinishedRow key={upload.uploadId} upload={upload} />
        ))}
        {rows.map((row) => (
          <EvidenceRow key={row.evidenceId} row={row} marksUnscanned={query.data?.limits.scans ?? false} />
        ))}
      </ul>
      {isExpected && query.data !== undefined && rows.length === 0 ? (
        <Tag color="gold" className="evidence-expected">
          {t('expected')}
        </Tag>
      ) : null}
      {mayUpload ? (
        <AttachButton label={t('attachOf', { subject: name })} onFiles={(files) => send(files, subject)}>
          <Button size="small" type="link" icon={<PaperClipOutlined />} aria-label={t('attachOf', { subject: name })}>
            {t('attach')}
          </Button>
        </AttachButton>
      ) : null}
    </div>
  )
}
