import { PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, Empty, Select, Table, Tag } from 'antd'
import { z } from 'zod'
import type { BulletinRow } from '@ballast/contract/bulletin.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { bulletinTexts } from './bulletin.texts.ts'
import { TemplateCard } from './template-card.tsx'
import { StatusTag } from './status-tag.tsx'
import { useNumberText } from './use-number-text.ts'
import './bulletin.css'

const pageSearch = z.object({ year: z.coerce.number().int().optional() })

/** The bulletins of a year, the latest month first. */
export function BulletinsPage() {
  const t = useTexts(bulletinTexts)
  const mayChooseTemplate = useMay('bulletin.templates')
  const [search, setSearch] = useSearchState(pageSearch)
  const query = useRoute('bulletin.list', { query: search.year === undefined ? {} : { year: search.year } }, { keepPrevious: true })
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        query.data === undefined ? null : (
          <>
            <Select
              aria-label={t('year')}
              value={query.data.year}
              onChange={(year: number) => setSearch({ year })}
              options={query.data.years.map((year) => ({ value: year, label: String(year) }))}
            />
            <DraftButton openMonths={query.data.openMonths} />
          </>
        )
      }
    >
      <section className="card" aria-label={t('list')}>
        <Loaded query={query} isEmpty={({ rows }) => rows.length === 0} empty={<Empty description={t('empty')} />}>
          {({ rows }) => <BulletinTable rows={rows} />}
        </Loaded>
      </section>
      {mayChooseTemplate ? <TemplateCard /> : null}
    </Page>
  )
}

function DraftButton({ openMonths }: { openMonths: readonly string[] }) {
  const t = useTexts(bulletinTexts)
  const { message } = App.useApp()
  const navigate = useNavigate()
  const draft = useAction('bulletin.draft', ['bulletin.'])
  if (!useMay('bulletin.draft')) return null
  const begin = (month: string) =>
    draft.mutate(
      { body: { month } },
      {
        onSuccess: ({ bulletinId }) => {
          void message.success(t('drafted', { month }))
          void navigate({ to: '/bulletins/$bulletinId', params: { bulletinId } })
        },
      },
    )
  return (
    <>
      {draft.error ? <ProblemAlert error={draft.error} labelOf={() => undefined} /> : null}
      <Dropdown
        trigger={['click']}
        disabled={openMonths.length === 0}
        menu={{ items: openMonths.toReversed().map((month) => ({ key: month, label: month })), onClick: ({ key }) => begin(key) }}
      >
        <Button
          type="primary"
          icon={<PlusOutlined />}
          loading={draft.isPending}
          disabled={openMonths.length === 0}
          title={openMonths.length === 0 ? t('noneOpen') : ''}
        >
          {t('draftMonth')}
        </Button>
      </Dropdown>
    </>
  )
}

function BulletinTable({ rows }: { rows: readonly BulletinRow[] }) {
  const t = useTexts(bulletinTexts)
  const numberText = useNumberText()
  const moment = (deed: { by: string; at: string } | null) =>
    deed === null ? (
      <span className="quiet">—</span>
    ) : (
      <>
        {deed.by} <span className="quiet number">{drawInstant(deed.at).slice(0, 16)}</span>
      </>
    )
  return (
    <Table<BulletinRow>
      size="small"
      rowKey="bulletinId"
      pagination={false}
      dataSource={[...rows]}
      scroll={{ x: 820 }}
      columns={[
        {
          title: t('month'),
          key: 'month',
          width: 110,
          fixed: 'left',
          render: (_, { month, bulletinId }) => (
            <Link to="/bulletins/$bulletinId" params={{ bulletinId }} className="underlined number">
              {month}
            </Link>
          ),
        },
        { title: t('number'), key: 'number', width: 190, render: (_, row) => numberText(row) },
        {
          title: t('status'),
          key: 'status',
          width: 200,
          render: (_, { status, isSimulated }) => (
            <>
              <StatusTag status={status} /> {isSimulated ? <Tag color="gold">{t('simulated')}</Tag> : null}
            </>
          ),
        },
        { title: t('draftedBy'), key: 'drafted', width: 200, render: (_, { drafted }) => moment(drafted) },
        { title: t('issuedBy'), key: 'issued', width: 200, render: (_, { issued }) => moment(issued) },
      ]}
    />
  )
}
