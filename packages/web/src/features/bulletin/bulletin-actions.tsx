import { DownloadOutlined, FilePdfOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import type { Bulletin, BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { bulletinTexts } from './bulletin.texts.ts'
import { useDownload } from './use-download.ts'

interface Props {
  bulletin: Bulletin
  language: Locale
  /** A text is typed and not saved. */
  isUnsaved: boolean
}

/** What can be done with the bulletin as a whole, by whoever may. */
export function BulletinActions(props: Props) {
  const { bulletin } = props
  return (
    <>
      <Files {...props} />
      {bulletin.status === 'draft' ? <DraftActions {...props} /> : <IssuedActions bulletin={bulletin} />}
    </>
  )
}

function Files({ bulletin, language }: Props) {
  const t = useTexts(bulletinTexts)
  const download = useDownload(bulletin)
  const [busy, setBusy] = useState(false)
  const run = async (format: BulletinFormat) => {
    setBusy(true)
    await download(format, language)
    setBusy(false)
  }
  return (
    <>
      <Button
        icon={<FilePdfOutlined />}
        href={`/api/v1/bulletins/${bulletin.bulletinId}/file?format=pdf&show=true&language=${language}`}
        target="_blank"
        rel="noopener"
      >
        {t('openPdf')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'docx', label: t('word') },
            { key: 'pdf', label: t('pdf') },
          ],
          onClick: ({ key }) => void run(key as BulletinFormat),
        }}
      >
        <Button icon={<DownloadOutlined />} loading={busy}>
          {t('download')}
        </Button>
      </Dropdown>
    </>
  )
}

function DraftActions({ bulletin, isUnsaved }: Props) {
  const t = useTexts(bulletinTexts)
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [isIssuing, setIsIssuing] = useState(false)
  const [isDiscarding, setIsDiscarding] = useState(false)
  const [mayRefresh, mayIssue, mayDiscard] = [useMay('bulletin.refresh'), useMay('bulletin.issue'), useMay('bulletin.discard')]
  const refresh = useAction('bulletin.refresh', ['bulletin.'])
  const issue = useAction('bulletin.issue', ['bulletin.', 'audit.'])
  const discard = useAction('bulletin.discard', ['bulletin.list'])
  const { bulletinId, version, month } = bulletin
  const request = { params: { bulletinId }, ifMatch: version }
  return (
    <>
      {mayRefresh ? (
        <Button
          loading={refresh.isPending}
          onClick={() =>
            refresh.mutate(request, {
              onSuccess: () => void message.success(t('refreshed')),
              onError: (error) => void message.error(error.message),
            })
          }
        >
          {t('refresh')}
        </Button>
      ) : null}
      {mayDiscard ? <Button onClick={() => setIsDiscarding(true)}>{t('discard')}</Button> : null}
      {mayIssue ? (
        <Button type="primary" disabled={isUnsaved} title={isUnsaved ? t('unsaved') : ''} onClick={() => setIsIssuing(true)}>
          {t('issue')}
        </Button>
      ) : null}
      <Modal
        open={isIssuing}
        title={t('issueTitle', { month })}
        okText={t('issue')}
        confirmLoading={issue.isPending}
        onCancel={() => {
          setIsIssuing(false)
          issue.reset()
        }}
        onOk={() =>
          issue.mutate(request, {
            onSuccess: ({ layout }) => {
              setIsIssuing(false)
              void message.success(t('issued', { number: layout.number }))
            },
          })
        }
      >
        {issue.error ? <ProblemAlert error={issue.error} labelOf={() => undefined} /> : null}
        <p>{t(issue.isPending ? 'issuing' : 'issueText')}</p>
      </Modal>
      <Modal
        open={isDiscarding}
        title={t('discard')}
        okText={t('discard')}
        okButtonProps={{ danger: true }}
        confirmLoading={discard.isPending}
        onCancel={() => setIsDiscarding(false)}
        onOk={() =>
          discard.mutate(request, {
            onSuccess: () => {
              void message.success(t('discarded'))
              void navigate({ to: '/bulletins' })
            },
          })
        }
      >
        {discard.error ? <ProblemAlert error={discard.error} labelOf={() => undefined} /> : null}
        <p>{t('discardTitle', { month })}</p>
      </Modal>
    </>
  )
}

function IssuedActions({ bulletin: { bulletinId, status, editions } }: { bulletin: Bulletin }) {
  const t = useTexts(bulletinTexts)
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [asks, setAsks] = useState<'correct' | 'withdraw'>()
  const [mayCorrect, mayWithdraw] = [useMay('bulletin.correct'), useMay('bulletin.withdraw')]
  const correct = useAction('bulletin.correct', ['bulletin.'])
  const withdraw = useAction('bulletin.withdraw', ['bulletin.', 'audit.'])
  const hasLater = editions.at(-1)?.bulletinId !== bulletinId
  const close = () => {
    setAsks(undefined)
    correct.reset()
    withdraw.reset()
  }
  return (
    <>
      {mayCorrect && !hasLater ? <Button onClick={() => setAsks('correct')}>{t('correct')}</Button> : null}
      {mayWithdraw && status !== 'withdrawn' ? (
        <Button danger onClick={() => setAsks('withdraw')}>
          {t('withdraw')}
        </Button>
      ) : null}
      {asks === 'correct' ? (
        <ReasonDialog
          title={t('correct')}
          hint={t('correctHint')}
          error={correct.error}
          isPending={correct.isPending}
          onClose={close}
          onReason={(reason) =>
            correct.mutate(
              { params: { bulletinId }, body: { reason } },
              {
                onSuccess: ({ bulletinId: correctionId }) => {
                  close()
                  void navigate({ to: '/bulletins/$bulletinId', params: { bulletinId: correctionId } })
                },
              },
            )
          }
        />
      ) : null}
      {asks === 'withdraw' ? (
        <ReasonDialog
          title={t('withdraw')}
          hint={t('withdrawHint')}
          error={withdraw.error}
          isPending={withdraw.isPending}
          onClose={close}
          onReason={(reason) =>
            withdraw.mutate(
              { params: { bulletinId }, body: { reason } },
              {
                onSuccess: () => {
                  close()
                  void message.success(t('withdrawn'))
                },
              },
            )
          }
        />
      ) : null}
    </>
  )
}
