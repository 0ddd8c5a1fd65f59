import { Tabs } from 'antd'
import { z } from 'zod'
import { DELIVERY_STATES } from '@ballast/domain/notification/delivery.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Page } from '../../ui/page.tsx'
import { channelTexts } from './channel.texts.ts'
import { ChannelsCard } from './channels-card.tsx'
import { DeliveriesTab } from './deliveries-tab.tsx'
import { HoursCard } from './hours-card.tsx'
import { MailCard } from './mail-card.tsx'
import './notification.css'

const TABS = ['channels', 'deliveries'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('channels'), state: z.enum(DELIVERY_STATES).optional() })

/** By which ways notifications leave the app, and what became of them. */
export function ChannelsPage() {
  const t = useTexts(channelTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Tabs
        activeKey={search.tab}
        onChange={(key) => setSearch({ tab: key as (typeof TABS)[number], state: undefined })}
        items={TABS.map((key) => ({ key, label: t(key) }))}
      />
      {search.tab === 'deliveries' ? (
        <DeliveriesTab state={search.state} onState={(state) => setSearch({ state })} />
      ) : (
        <div className="channel-cards">
          <ChannelsCard />
          <MailCard />
          <HoursCard />
        </div>
      )}
    </Page>
  )
}
