import { Alert, App, Button, Popconfirm, Space, Timeline } from 'antd'
import { useState } from 'react'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { planTexts } from './plan.texts.ts'
import { RebaseDialog } from './rebase-dialog.tsx'
import { usePlan, useVersionName } from './use-plan.ts'
import { VersionTag } from './version-tag.tsx'

const stamp = (instant: string): string => new Date(instant).toLocaleString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
const COLOR = { draft: 'gold', adopted: 'green', discarded: 'gray' } as const

export function VersionsTab() {
  const { versions } = usePlan()
  return (
    <Timeline
      style={{ marginTop: 16 }}
      items={versions.map((version) => ({
        key: version.versionId,
        color: COLOR[version.status],
        content: <VersionItem version={version} />,
      }))}
    />
  )
}

function VersionItem({ version }: { version: PlanVersion }) {
  const t = useTexts(planTexts)
  const nameOf = useVersionName()
  const { setSearch } = usePlan()
  const { parentVersionId } = version
  return (
    <>
      <div>
        <b>{nameOf(version)}</b> <VersionTag version={version} />
      </div>
      {version.reason === '' ? null : <div>{version.reason}</div>}
      <div className="quiet">
        {t('createdBy', { by: version.createdBy, at: stamp(version.createdAt) })}
        {version.adoptedAt === null ? null : `；${t('adoptedBy', { by: version.adoptedBy ?? '', at: stamp(version.adoptedAt) })}`}
      </div>
      <Space wrap className="no-print" style={{ marginTop: 6 }}>
        <Button size="small" onClick={() => setSearch({ versionId: version.versionId, tab: 'tree' }, { replace: false })}>
          {t('open')}
        </Button>
        {parentVersionId === null ? null : (
          <Button size="small" onClick={() => setSearch({ tab: 'diff', from: parentVersionId, to: version.versionId }, { replace: false })}>
            {t('compareWithParent')}
          </Button>
        )}
        {version.status === 'draft' ? <DraftActions version={version} /> : null}
      </Space>
    </>
  )
}

function DraftActions({ version }: { version: PlanVersion }) {
  const t = useTexts(planTexts)
  const { message } = App.useApp()
  const { versions, setSearch } = usePlan()
  const mayAdopt = useMay('plan.adopt')
  const [isRebasing, setIsRebasing] = useState(false)
  const adopt = useAction('plan.adopt', [''])
  const discard = useAction('plan.discard', ['plan.'])
  const inForce = versions.find((item) => item.isInForce)
  const needsRebase = (inForce?.versionId ?? null) !== version.parentVersionId
  if (!mayAdopt) return null
  const request = { params: { versionId: version.versionId }, ifMatch: version.version }
  return (
    <>
      {needsRebase ? (
        <>
          <Alert type="warning" showIcon title={t('rebaseNeeded')} />
          <Button size="small" type="primary" onClick={() => setIsRebasing(true)}>
            {t('rebase')}
          </Button>
        </>
      ) : (
        <Popconfirm
          title={t('adoptAsk', { title: version.title })}
          onConfirm={() =>
            adopt.mutate(request, {
              onSuccess: ({ versionId }) => {
                void message.success(t('adopted'))
                setSearch({ versionId })
              },
            })
          }
        >
          <Button size="small" type="primary" loading={adopt.isPending}>
            {t('adopt')}
          </Button>
        </Popconfirm>
      )}
      <Popconfirm title={t('discardAsk', { title: version.title })} onConfirm={() => discard.mutate(request)}>
        <Button size="small" danger>
          {t('discard')}
        </Button>
      </Popconfirm>
      {adopt.error ? <ProblemAlert error={adopt.error} /> : null}
      {discard.error ? <ProblemAlert error={discard.error} /> : null}
      {isRebasing ? <RebaseDialog version={version} onClose={() => setIsRebasing(false)} /> : null}
    </>
  )
}
