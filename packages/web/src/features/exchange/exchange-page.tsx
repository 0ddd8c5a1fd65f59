import { z } from 'zod'
import { EXCHANGE_RESOURCES, ROW_OUTCOMES } from '@ballast/contract/exchange.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Page } from '../../ui/page.tsx'
import { exchangeTexts } from './exchange.texts.ts'
import { ExportCard } from './export-card.tsx'
import { HistoryTable } from './history-table.tsx'
import { RunPanel } from './run-panel.tsx'
import { UploadCard } from './upload-card.tsx'
import './exchange.css'

const search = z.object({
  resource: z.enum(EXCHANGE_RESOURCES).default('projects'),
  draft: z.string().optional(),
  run: z.string().optional(),
  tab: z.enum(ROW_OUTCOMES).optional(),
})

export function ExchangePage() {
  const t = useTexts(exchangeTexts)
  const [{ resource, draft, run, tab }, setSearch] = useSearchState(search)
  const open = (importId: string) => setSearch({ run: importId, tab: undefined }, { replace: false })
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <div className="exchange-columns">
        <ExportCard />
        <UploadCard resource={resource} draft={draft} onChange={setSearch} onUploaded={open} />
      </div>
      {run === undefined ? null : (
        <RunPanel
          key={run}
          importId={run}
          tab={tab}
          onTab={(next) => setSearch({ tab: next })}
          onClose={() => setSearch({ run: undefined, tab: undefined })}
        />
      )}
      <HistoryTable onOpen={open} />
    </Page>
  )
}
