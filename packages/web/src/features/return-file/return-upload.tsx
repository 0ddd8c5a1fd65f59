import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { returnFileTexts } from './return-file.texts.ts'

/** Takes a filled-in workbook by drag and drop or by choosing it. */
export function ReturnUpload({ month, onUploaded }: { month: string; onUploaded: (importId: string) => void }) {
  const t = useTexts(returnFileTexts)
  const upload = useAction('return-file.upload', ['return-file.'])
  const send = (file: File) => {
    upload.mutate({ params: { month }, file, fileName: file.name }, { onSuccess: (run) => onUploaded(run.importId) })
    return false
  }
  return (
    <section className="card" aria-labelledby="return-upload">
      <h2 id="return-upload">{t('import')}</h2>
      <Upload.Dragger accept=".xlsx,.csv,.txt" multiple={false} showUploadList={false} disabled={upload.isPending} beforeUpload={send}>
        <p style={{ fontSize: 30, margin: 0, color: 'var(--deep)' }}>
          <InboxOutlined />
        </p>
        <p style={{ margin: '4px 0' }}>{upload.isPending ? t('uploading', { name: upload.variables.fileName }) : t('dropHere')}</p>
        <p className="quiet" style={{ margin: 0, fontSize: 12 }}>
          {t('dropHint')}
        </p>
      </Upload.Dragger>
      {upload.error ? (
        <div style={{ marginTop: 12 }}>
          <ProblemAlert error={upload.error} />
        </div>
      ) : null}
    </section>
  )
}
