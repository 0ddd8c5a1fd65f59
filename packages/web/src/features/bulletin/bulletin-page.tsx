import { Link, useParams } from '@tanstack/react-router'
import { Alert, Segmented, Tabs, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { Bulletin } from '@ballast/contract/bulletin.ts'
import { LOCALES } from '@ballast/contract/messages.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { BlockEditor } from './block-editor.tsx'
import { BulletinActions } from './bulletin-actions.tsx'
import { BulletinRecord } from './bulletin-record.tsx'
import { bulletinTexts } from './bulletin.texts.ts'
import { Paper } from './paper.tsx'
import { StatusTag } from './status-tag.tsx'
import { useNumberText } from './use-number-text.ts'
import { withTyped, type Typed } from './with-typed.ts'
import './bulletin.css'

const pageSearch = z.object({ language: z.enum(LOCALES).optional(), side: z.enum(['texts', 'preview']).default('preview') })

/** One bulletin: as a draft its texts beside the paper, afterwards the paper with what became of it. */
export function BulletinPage() {
  const t = useTexts(bulletinTexts)
  const { locale } = useLanguage()
  const { bulletinId } = useParams({ from: '/bulletins/$bulletinId' })
  const [search, setSearch] = useSearchState(pageSearch)
  const language = search.language ?? locale
  const query = useRoute('bulletin.show', { params: { bulletinId }, query: { language } }, { keepPrevious: true })
  if (query.data === undefined) {
    return (
      <Page title={t('title')}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  }
  return <BulletinView key={bulletinId} bulletin={query.data} language={language} side={search.side} onSearch={setSearch} />
}

interface Props {
  bulletin: Bulletin
  language: (typeof LOCALES)[number]
  side: 'texts' | 'preview'
  onSearch: (change: z.input<typeof pageSearch>) => void
}

function BulletinView({ bulletin, language, side, onSearch }: Props) {
  const t = useTexts(bulletinTexts)
  const numberText = useNumberText()
  const mayEdit = useMay('bulletin.edit-block') && bulletin.status === 'draft'
  const [typed, setTyped] = useState<Typed>({})
  const layout = withTyped(bulletin.layout, typed)
  const blocks = bulletin.blocks.filter((block) => block.language === language)
  return (
    <Page
      title={t('monthTitle', { month: bulletin.month })}
      subtitle={
        <>
          <Link to="/bulletins" search={{ year: bulletin.year } as never} className="underlined">
            {t('back')}
          </Link>{' '}
          · {numberText(bulletin)} · <StatusTag status={bulletin.status} />{' '}
          {bulletin.isSimulated ? <Tag color="gold">{t('simulated')}</Tag> : null} {t('figuresAt')}{' '}
          <span className="number">{drawInstant(bulletin.figuresAt).slice(0, 16)}</span>
        </>
      }
      actions={<BulletinActions bulletin={bulletin} language={language} isUnsaved={Object.keys(typed).length > 0} />}
    >
      <Notes bulletin={bulletin} />
      <div className="bulletin-bar no-print">
        <Segmented
          aria-label={t('language')}
          value={language}
          onChange={(value) => {
            setTyped({})
            onSearch({ language: value })
          }}
          options={[
            { value: 'zh-CN' as const, label: t('chinese') },
            { value: 'en' as const, label: t('english') },
          ]}
        />
        {mayEdit ? (
          <Tabs
            className="bulletin-sides"
            activeKey={side}
            onChange={(key) => onSearch({ side: key as 'texts' | 'preview' })}
            items={[
              { key: 'preview', label: t('preview') },
              { key: 'texts', label: t('texts') },
            ]}
          />
        ) : null}
      </div>
      <div className={`bulletin ${mayEdit ? `bulletin-draft show-${side}` : ''}`}>
        <div className="bulletin-paper">
          <Paper layout={layout} />
        </div>
        <div className="bulletin-side no-print">
          {mayEdit ? (
            blocks.map((block) => (
              <BlockEditor
                key={block.block}
                bulletin={bulletin}
                block={block}
                typed={typed[block.block]}
                onType={(text) =>
                  setTyped(({ [block.block]: _before, ...others }) => (text === undefined ? others : { ...others, [block.block]: text }))
                }
              />
            ))
          ) : (
            <BulletinRecord bulletin={bulletin} />
          )}
        </div>
      </div>
    </Page>
  )
}

function Notes({ bulletin: { status, withdrawn, editions, edition, areFiguresOld, correctionReason } }: { bulletin: Bulletin }) {
  const t = useTexts(bulletinTexts)
  const latest = editions.findLast((other) => other.status !== 'draft')
  return (
    <div className="bulletin-notes">
      {areFiguresOld ? <Alert type="warning" showIcon title={t('old')} /> : null}
      {correctionReason === null ? null : <Alert type="info" showIcon title={t('correction', { reason: correctionReason })} />}
      {withdrawn === null ? null : (
        <Alert
          type="error"
          showIcon
          title={t('withdrawnNote', { by: withdrawn.by, at: drawInstant(withdrawn.at).slice(0, 16), reason: withdrawn.reason })}
        />
      )}
      {latest === undefined || latest.edition <= edition || status === 'draft' ? null : (
        <Alert
          type="warning"
          showIcon
          title={t('replacedNote', { edition: latest.edition })}
          action={
            <Link to="/bulletins/$bulletinId" params={{ bulletinId: latest.bulletinId }} className="underlined">
              {t('openLatest')}
            </Link>
          }
        />
      )}
    </div>
  )
}
