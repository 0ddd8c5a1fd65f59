import { usePersonName } from '../../app/person-name.ts'
import { Button, Popconfirm, Space, Timeline } from 'antd'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { AdoptButton } from './adopt-button.tsx'
import { planTexts } from './plan.texts.ts'
import { RebaseButton } from './rebase-button.tsx'
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
  const personOf = usePersonName()
  const { setSearch } = usePlan()
  const { parentVersionId } = version
  return (
    <>
      <div>
        <b>{nameOf(version)}</b> <VersionTag version={version} />
      </div>
      {version.reason === '' ? null : <div>{version.reason}</div>}
      <div className="quiet">
        {t('createdBy', { by: personOf(version.createdBy), at: stamp(version.createdAt) })}
        {version.adoptedAt === null
          ? null
          : ` · ${t('adoptedBy', { by: personOf(version.adoptedBy ?? ''), at: stamp(version.adoptedAt) })}`}
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
  const { versions } = usePlan()
  const mayAdopt = useMay('plan.adopt')
  const discard = useAction('plan.discard', ['plan.'])
  const inForce = versions.find((item) => item.isInForce)
  const needsRebase = (inForce?.versionId ?? null) !== version.parentVersionId
  if (!mayAdopt) return null
  const request = { params: { versionId: version.versionId }, ifMatch: version.version }
  return (
    <Space wrap>
      {needsRebase ? <RebaseButton version={version} /> : <AdoptButton version={version} />}
      <Popconfirm title={t('discardAsk', { title: version.title })} onConfirm={() => discard.mutate(request)}>
        <Button size="small" danger>
          {t('discard')}
        </Button>
      </Popconfirm>
      {discard.error ? <ProblemAlert error={discard.error} /> : null}
    </Space>
  )
}
