import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { nameIn, STANDING_NAMES } from '@ballast/contract/names.ts'
import type { MyProject } from '@ballast/contract/my-projects.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { LightMark } from '../light/light-mark.tsx'
import { useOwesText } from '../light/owes-text.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { myProjectsTexts } from './my-projects.texts.ts'
import { UpdateLine } from './update-line.tsx'

/** One project on a service manager's page: what is wrong, what comes next and from whom, how it stands. */
export function ProjectCard({ project }: { project: MyProject }) {
  const t = useTexts(myProjectsTexts)
  const { locale } = useLanguage()
  const name = useName()
  const { projectId, projectNo, planYuan, standing, colour } = project
  return (
    <article className={`card my-project my-project-${colour}`} aria-label={name(project)}>
      <header>
        <h2>
          <Link to="/projects/$projectId" params={{ projectId }} search={{ tab: 'gates' } as never}>
            {name(project)}
          </Link>
        </h2>
        <span className="quiet number">{projectNo}</span>
        <SourceBadge kind={project.sourceKind} />
        {standing === 'active' ? null : <Tag>{nameIn(locale, STANDING_NAMES[standing])}</Tag>}
        <span className="my-project-plan">
          {t('plan')} <Money yuan={planYuan} withUnit />
          {project.simulated.includes('planYuan') && project.sourceKind !== 'simulated' ? <SourceBadge kind="simulated" /> : null}
        </span>
      </header>
      <div className="my-project-parts">
        <Lights lights={project.lights} />
        <Next next={project.next} />
        <UpdateLine project={project} />
      </div>
    </article>
  )
}

function Lights({ lights }: { lights: MyProject['lights'] }) {
  const t = useTexts(myProjectsTexts)
  const owesText = useOwesText()
  return (
    <section aria-label={t('lights')}>
      <h3>{t('lights')}</h3>
      {lights.length === 0 ? <span className="quiet">{t('noLights')}</span> : null}
      <ul>
        {lights.map((light) => (
          <li key={light.kind}>
            <LightMark colour={light.colour} /> {light.says}
            <div className="quiet">
              {t('since', { date: light.since })} · {owesText(light.owes)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Next({ next }: { next: MyProject['next'] }) {
  const t = useTexts(myProjectsTexts)
  const name = useName()
  const gateName = useGateName()
  const owesText = useOwesText()
  if (next === null) {
    return (
      <section aria-label={t('next')}>
        <h3>{t('next')}</h3>
        <span className="quiet">{t('allPassed')}</span>
      </section>
    )
  }
  const { expectedOn, isForecast, days, missing } = next
  return (
    <section aria-label={t('next')}>
      <h3>{t('next')}</h3>
      <div>
        <strong>{gateName(next.gate)}</strong>{' '}
        {expectedOn === null ? (
          <span className="quiet">{t('noDate')}</span>
        ) : (
          <>
            {t(isForecast ? 'forecast' : 'planned')} <span className="number">{expectedOn}</span>{' '}
          </>
        )}
        {days === null ? null : <span className={days < 0 ? 'my-project-past' : 'quiet'}>{daysText(t, days, next.workdays)}</span>}
      </div>
      {missing.length === 0 ? (
        <span className="quiet">{t('nothingMissing')}</span>
      ) : (
        <ul aria-label={t('missing')}>
          {missing.map((condition) => (
            <li key={condition.conditionCode}>
              {t('missing')} {name(condition)} <span className="quiet">· {owesText(condition.owes)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function daysText(t: ReturnType<typeof useTexts<keyof (typeof myProjectsTexts)['en']>>, days: number, workdays: number | null): string {
  if (days === 0) return t('today')
  const way = days < 0 ? 'past' : 'ahead'
  if (workdays === null) return t(`${way}Plain`, { days: Math.abs(days) })
  return t(way, { days: Math.abs(days), workdays: Math.abs(workdays) })
}
