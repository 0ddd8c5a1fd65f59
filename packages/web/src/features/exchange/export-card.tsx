import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Flex, Select } from 'antd'
import { useState } from 'react'
import { EXCHANGE_RESOURCES, type ExchangeResource } from '@ballast/contract/exchange.ts'
import { api, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { usePlanYear, useSession } from '../../app/session.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { exchangeTexts } from './exchange.texts.ts'

/** Whole registers and versions of the plan as files; selections are exported on the pages of their lists. */
export function ExportCard() {
  const t = useTexts(exchangeTexts)
  const year = usePlanYear()
  const versions = useRoute('plan.versions', { params: { year } })
  const [versionId, setVersionId] = useState<string>()
  const { busy, download } = useDownload()
  const chosen = versionId ?? versions.data?.versions[0]?.versionId
  return (
    <section className="card" aria-labelledby="exchange-export">
      <h2 id="exchange-export">{t('export')}</h2>
      {EXCHANGE_RESOURCES.map((resource) => {
        const query = resource === 'plan' ? { year, versionId: chosen } : {}
        const isOff = resource === 'plan' && chosen === undefined
        const button = (label: string, name: string, extra: Record<string, unknown>) => (
          <Button
            key={name}
            size="small"
            icon={<DownloadOutlined />}
            disabled={isOff}
            loading={busy === `${resource}/${name}`}
            aria-label={`${t(resource)} ${label}`}
            onClick={() => void download(resource, name, { ...query, ...extra })}
          >
            {label}
          </Button>
        )
        return (
          <div className="exchange-line" key={resource}>
            <strong>{t(resource)}</strong>
            <Flex gap={8} wrap>
              {resource === 'plan' && chosen !== undefined ? (
                <Select
                  size="small"
                  aria-label={t('version')}
                  value={chosen}
                  style={{ minWidth: 180, maxWidth: 260 }}
                  options={(versions.data?.versions ?? []).map((version) => ({ value: version.versionId, label: version.title }))}
                  onChange={setVersionId}
                />
              ) : null}
              {button(t('excel'), 'xlsx', { format: 'xlsx' })}
              {button(t('csv'), 'csv', { format: 'csv' })}
              {button(t('template'), 'template', { format: 'xlsx', empty: true })}
            </Flex>
          </div>
        )
      })}
    </section>
  )
}

function useDownload() {
  const t = useTexts(exchangeTexts)
  const { message } = App.useApp()
  const { zone } = useSession()
  const [busy, setBusy] = useState<string | null>(null)
  const download = async (resource: ExchangeResource, name: string, query: Record<string, unknown>) => {
    setBusy(`${resource}/${name}`)
    try {
      const file = await api('exchange.export', { params: { resource }, query })
      offerFile(file, `${t(resource)}-${name === 'template' ? t('template') : zone.businessOn}.${name === 'csv' ? 'csv' : 'xlsx'}`)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setBusy(null)
    }
  }
  return { busy, download }
}
