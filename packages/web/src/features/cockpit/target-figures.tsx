import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { Figure } from './figure.tsx'

/** How many targets the plan reaches, and what its check finds. Asked for after the figures, since both read the whole plan. */
export function TargetFigures({ year, versionId }: { year: number; versionId: string }) {
  const t = useTexts(cockpitTexts)
  const targets = useRoute('plan.targets', { params: { year }, query: { versionId } })
  const check = useRoute('cockpit.check', { params: { year }, query: { versionId } })
  if (targets.error || check.error) return <ProblemAlert error={(targets.error ?? check.error) as Error} />
  if (targets.data === undefined || check.data === undefined) {
    return (
      <Figure name={t('targetsMet')} value="…">
        <Skeleton.Input active size="small" />
      </Figure>
    )
  }
  const known = targets.data.targets.filter((target) => target.standing !== 'unknown')
  const met = known.filter((target) => target.standing === 'met').length
  const { errors, openWarnings } = check.data
  return (
    <Figure
      name={t('targetsMet')}
      tone={met === known.length ? 'good' : 'bad'}
      value={
        <Link to="/plan" search={{ year, tab: 'targets' } as never} className="trace-link number">
          {met} / {known.length}
        </Link>
      }
    >
      <Link to="/plan" search={{ year, tab: 'check' } as never} className={errors === 0 ? undefined : 'bad'}>
        {t('checkFinds', { errors, warnings: openWarnings })}
      </Link>
    </Figure>
  )
}
