import { InboxOutlined } from '@ant-design/icons'
import { Alert, Flex, Segmented, Select, Upload } from 'antd'
import { EXCHANGE_RESOURCES, type ExchangeResource } from '@ballast/contract/exchange.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { exchangeTexts } from './exchange.texts.ts'

interface Props {
  resource: ExchangeResource
  draft: string | undefined
  onChange: (change: { resource?: ExchangeResource; draft?: string }) => void
  onUploaded: (importId: string) => void
}

/** Takes a file by drag and drop or by choosing it. */
export function UploadCard({ resource, draft, onChange, onUploaded }: Props) {
  const t = useTexts(exchangeTexts)
  const year = usePlanYear()
  const mayUpload = useMay('exchange.upload')
  const versions = useRoute('plan.versions', { params: { year } }, { enabled: resource === 'plan' })
  const upload = useAction('exchange.upload', ['exchange.'])
  const drafts = (versions.data?.versions ?? []).filter((version) => version.status === 'draft')
  const versionId = resource === 'plan' ? (drafts.find((version) => version.versionId === draft) ?? drafts[0])?.versionId : undefined
  const isReady = mayUpload && (resource !== 'plan' || versionId !== undefined)
  const send = (file: File) => {
    upload.mutate(
      { query: { resource, ...(versionId === undefined ? {} : { versionId }) }, file, fileName: file.name },
      { onSuccess: (run) => onUploaded(run.importId) },
    )
    return false
  }
  return (
    <section className="card" aria-labelledby="exchange-import">
      <h2 id="exchange-import">{t('import')}</h2>
      <Flex gap={12} wrap align="center" style={{ marginBottom: 12 }}>
        <Segmented<ExchangeResource>
          aria-label={t('resource')}
          value={resource}
          options={EXCHANGE_RESOURCES.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => onChange({ resource: value })}
        />
        {resource === 'plan' && versionId !== undefined ? (
          <Select
            aria-label={t('draft')}
            value={versionId}
            style={{ minWidth: 200 }}
            options={drafts.map((version) => ({ value: version.versionId, label: version.title }))}
            onChange={(value) => onChange({ draft: value })}
          />
        ) : null}
      </Flex>
      {mayUpload ? null : <Alert type="info" showIcon title={t('readOnly')} />}
      {resource === 'plan' && versions.data !== undefined && drafts.length === 0 ? (
        <Alert type="info" showIcon title={t('noDraft', { year })} style={{ marginBottom: 12 }} />
      ) : null}
      <Upload.Dragger
        accept=".xlsx,.csv,.txt"
        multiple={false}
        showUploadList={false}
        disabled={!isReady || upload.isPending}
        beforeUpload={send}
      >
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
