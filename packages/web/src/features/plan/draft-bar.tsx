import { Button, Tag } from 'antd'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { AdoptButton } from './adopt-button.tsx'
import { SignedMoney } from './difference.tsx'
import { planTexts } from './plan.texts.ts'
import { RebaseButton } from './rebase-button.tsx'
import { ofVersion, usePlan } from './use-plan.ts'

/** Where a draft stands while it is edited: its findings, what it changes, and the way to put it in force. */
export function DraftBar() {
  const t = useTexts(planTexts)
  const view = usePlan()
  const { version, versions, setSearch } = view
  const mayAdopt = useMay('plan.adopt')
  const counts = useRoute('cockpit.check', ofVersion(view), { keepPrevious: true }).data
  const { parentVersionId } = version
  const diff = useRoute(
    'plan.diff',
    { query: { from: parentVersionId ?? version.versionId, to: version.versionId } },
    { enabled: parentVersionId !== null, keepPrevious: true },
  ).data
  const inForce = versions.find((item) => item.isInForce)
  const needsRebase = (inForce?.versionId ?? null) !== parentVersionId
  const open = (tab: 'check' | 'diff') => setSearch({ tab, rule: undefined, from: undefined, to: undefined }, { replace: false })
  return (
    <div className="draft-bar no-print" role="status" aria-live="polite">
      <Button type="text" size="small" onClick={() => open('check')}>
        <Tag color={counts && counts.errors > 0 ? 'red' : 'green'}>{t('errorCount', { count: counts?.errors ?? '…' })}</Tag>
        <Tag color={counts && counts.openWarnings > 0 ? 'gold' : 'green'}>{t('warningCount', { count: counts?.openWarnings ?? '…' })}</Tag>
      </Button>
      {diff === undefined ? null : (
        <Button type="text" size="small" onClick={() => open('diff')}>
          {t('net')} <b>{parseYuan(diff.netYuan) === 0n ? '0' : <SignedMoney yuan={diff.netYuan} />}</b>{' '}
          <span className="unit">{t('wan')}</span>
          <span className="quiet">{t('changedProjects', { count: diff.projects.length })}</span>
        </Button>
      )}
      {mayAdopt ? (
        <span className="push">{needsRebase ? <RebaseButton version={version} /> : <AdoptButton version={version} />}</span>
      ) : null}
    </div>
  )
}
