import { App, Button, Input, Popconfirm, Tag } from 'antd'
import { useId, useState } from 'react'
import type { Bulletin, BulletinBlockText } from '@ballast/contract/bulletin.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { bulletinTexts } from './bulletin.texts.ts'

interface Props {
  bulletin: Bulletin
  block: BulletinBlockText
  /** What is typed and not saved yet; undefined: nothing. */
  typed: string | undefined
  onType: (text: string | undefined) => void
}

const HINTED = ['issuer', 'signer', 'distribution'] as const
const isHinted = (block: string): block is (typeof HINTED)[number] => HINTED.some((hinted) => hinted === block)

/** One text of a draft: what it says, who worded it, and which of its figures have changed since. */
export function BlockEditor({ bulletin: { bulletinId }, block, typed, onType }: Props) {
  const t = useTexts(bulletinTexts)
  const { message } = App.useApp()
  const heading = useId()
  const [seen, setSeen] = useState<string>()
  const save = useAction('bulletin.edit-block', ['bulletin.'])
  const reset = useAction('bulletin.reset-block', ['bulletin.'])
  const params = { bulletinId, block: block.block, language: block.language }
  const theirs = theirsOf(save.error)
  const settle = (word: 'saved' | undefined) => {
    setSeen(undefined)
    onType(undefined)
    save.reset()
    if (word !== undefined) void message.success(t(word))
  }
  const write = (text: string, version = block.version) =>
    save.mutate({ params, body: { text }, ifMatch: version }, { onSuccess: () => settle('saved') })
  const error = theirs === undefined ? (save.error ?? reset.error) : reset.error
  return (
    <section className="card block-editor" aria-labelledby={heading}>
      <div className="block-head">
        <h2 id={heading}>{t(`block.${block.block}`)}</h2>
        <BlockState block={block} isTyped={typed !== undefined} />
      </div>
      {isHinted(block.block) ? <p className="quiet">{t(`hint.${block.block}`)}</p> : null}
      <BlockChanges block={block} isShown={seen !== undefined} onShow={() => setSeen(seen === undefined ? block.drafted : undefined)} />
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {theirs === undefined ? null : (
        <div className="block-conflict" role="alert">
          <p>{t('conflict', { by: theirs.edited?.by ?? '—' })}</p>
          <blockquote>{theirs.text}</blockquote>
          <Button size="small" onClick={() => settle(undefined)}>
            {t('takeTheirs')}
          </Button>
          <Button size="small" type="primary" onClick={() => write(typed ?? block.text, theirs.version)}>
            {t('keepMine')}
          </Button>
        </div>
      )}
      <Input.TextArea
        aria-labelledby={heading}
        lang={block.language}
        value={typed ?? block.text}
        autoSize={{ minRows: isHinted(block.block) ? 1 : 4, maxRows: 16 }}
        maxLength={8000}
        onChange={(event) => onType(event.target.value === block.text ? undefined : event.target.value)}
      />
      <div className="block-actions">
        <span className="quiet number">{t('characters', { count: (typed ?? block.text).length })}</span>
        {block.isEdited ? (
          <Popconfirm
            title={t('resetTitle')}
            onConfirm={() => reset.mutate({ params, ifMatch: block.version }, { onSuccess: () => settle(undefined) })}
          >
            <Button size="small" loading={reset.isPending}>
              {t('reset')}
            </Button>
          </Popconfirm>
        ) : null}
        <Button size="small" type="primary" disabled={typed === undefined} loading={save.isPending} onClick={() => write(typed ?? '')}>
          {t('save')}
        </Button>
      </div>
    </section>
  )
}

/** What the other has saved, when the answer is that somebody was faster. */
function theirsOf(
  error: { problem?: { code: string; extra?: Record<string, unknown> | undefined } | undefined } | null,
): BulletinBlockText | undefined {
  if (error?.problem?.code !== 'changed-meanwhile') return undefined
  return error.problem.extra?.['current'] as BulletinBlockText | undefined
}

function BlockState({ block, isTyped }: { block: BulletinBlockText; isTyped: boolean }) {
  const t = useTexts(bulletinTexts)
  if (isTyped) return <Tag color="orange">{t('unsaved')}</Tag>
  if (block.edited === null) return <Tag>{t('auto')}</Tag>
  return <Tag color="blue">{t('edited', { by: block.edited.by, at: drawInstant(block.edited.at).slice(0, 16) })}</Tag>
}

function BlockChanges({ block, isShown, onShow }: { block: BulletinBlockText; isShown: boolean; onShow: () => void }) {
  const t = useTexts(bulletinTexts)
  if (!block.isDraftedAnew) return null
  return (
    <div className="block-changes" role="status">
      <p>{t(block.changes.length === 0 ? 'draftedAnew' : 'changed')}</p>
      {block.changes.length === 0 ? null : (
        <ul>
          {block.changes.map(({ from, to }) => (
            <li key={`${from}${to}`}>{to === null ? t('gone', { from }) : t('changedTo', { from, to })}</li>
          ))}
        </ul>
      )}
      <Button size="small" type="link" aria-expanded={isShown} onClick={onShow}>
        {t('seeDrafted')}
      </Button>
      {isShown ? <blockquote lang={block.language}>{block.drafted}</blockquote> : null}
    </div>
  )
}
