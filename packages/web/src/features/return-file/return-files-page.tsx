import { Button, Empty, Select } from 'antd'
import { useNavigate, useParams } from '@tanstack/react-router'
import { z } from 'zod'
import { ROW_OUTCOMES } from '@ballast/contract/exchange.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { HistoryTable } from '../exchange/history-table.tsx'
import { RunPanel } from '../exchange/run-panel.tsx'
import { ReturnDownloads } from './return-downloads.tsx'
import { returnFileTexts } from './return-file.texts.ts'
import { ReturnUpload } from './return-upload.tsx'
import '../exchange/exchange.css'
import './return-file.css'

const search = z.object({ run: z.string().optional(), tab: z.enum(ROW_OUTCOMES).optional() })

/** A period's returns by way of Excel: out, in, and what became of it. */
export function ReturnFilesPage() {
  const t = useTexts(returnFileTexts)
  const { month } = useParams({ from: '/reports/$month/files' })
  const [{ run, tab }, setSearch] = useSearchState(search)
  const navigate = useNavigate()
  const mayImport = useMay('return-file.upload')
  const periods = useRoute('period.list', {})
  const open = (importId: string) => setSearch({ run: importId, tab: undefined }, { replace: false })
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <>
          <Select
            aria-label={t('period')}
            value={month}
            style={{ minWidth: 130 }}
            options={(periods.data?.periods ?? []).map((period) => ({ value: period.month, label: period.month }))}
            onChange={(next) => void navigate({ to: '/reports/$month/files', params: { month: next } })}
          />
          <Button onClick={() => void navigate({ to: '/reports', search: { month } as never })}>{t('back')}</Button>
        </>
      }
    >
      <Loaded query={periods} isEmpty={(list) => list.periods.length === 0} empty={<Empty description={t('noPeriods')} />}>
        {() => (
          <>
            <div className="exchange-columns">
              <ReturnDownloads month={month} />
              {mayImport ? <ReturnUpload month={month} onUploaded={open} /> : null}
            </div>
            {run === undefined || !mayImport ? null : (
              <RunPanel
                key={run}
                kind="returns"
                importId={run}
                tab={tab}
                onTab={(next) => setSearch({ tab: next })}
                onClose={() => setSearch({ run: undefined, tab: undefined })}
              />
            )}
            {mayImport ? <HistoryTable kind="returns" onOpen={open} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  )
}
