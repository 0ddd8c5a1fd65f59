import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { returnFileTexts } from './return-file.texts.ts'
import { useDownload } from './use-download.ts'

/** The files of a period: to fill in, for the statistics bureau, to hand over. */
export function ReturnDownloads({ month }: { month: string }) {
  const t = useTexts(returnFileTexts)
  const mayFill = useMay('return-file.template')
  const mayExport = useMay('return-file.export')
  const [include, setInclude] = useState<'verified' | 'handed-in'>('verified')
  const { busy, download } = useDownload()
  const params = { month }
  const line = (name: 'fill' | 'official' | 'flat', extension: string, fetch: () => Promise<Blob>) => (
    <div className="return-file-line" key={name}>
      <div>
        <strong>{t(name)}</strong>
        <div className="quiet">{t(`${name}Hint`)}</div>
      </div>
      <Button
        icon={<DownloadOutlined />}
        loading={busy === name}
        aria-label={`${t('download')} ${t(name)}`}
        onClick={() => void download(name, `${t(name)}-${month}.${extension}`, fetch)}
      >
        {t('download')}
      </Button>
    </div>
  )
  return (
    <section className="card" aria-labelledby="return-downloads">
      <h2 id="return-downloads">{t('downloads')}</h2>
      {mayFill ? line('fill', 'xlsx', () => api('return-file.template', { params })) : null}
      {mayExport ? (
        <>
          {line('official', 'xlsx', () => api('return-file.export', { params, query: { form: 'official', include } }))}
          {line('flat', 'csv', () => api('return-file.export', { params, query: { form: 'flat', include } }))}
          <div className="quiet" style={{ fontSize: 12, margin: '4px 0' }}>
            {t('includeHint')}
          </div>
          <Segmented
            size="small"
            aria-label={t('include')}
            value={include}
            options={[
              { value: 'verified', label: t('verified') },
              { value: 'handed-in', label: t('handedIn') },
            ]}
            onChange={setInclude}
          />
        </>
      ) : null}
    </section>
  )
}
