import { Tag } from 'antd'
import type { ComputePlacementOption } from '@ballast/contract/compute-job.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { computingTexts } from './computing.texts.ts'
import { useDuration } from './duration.ts'

/** The centres beside each other: where the job goes, when it would start, and why not elsewhere. */
export function PlacementTable({ options, now }: { options: readonly ComputePlacementOption[]; now: boolean }) {
  const t = useTexts(computingTexts)
  const name = useName()
  const duration = useDuration()
  return (
    <ul className="placement" aria-label={t('places')}>
      {options.map((option) => (
        <li key={option.centreId} className={option.isChosen ? 'chosen' : undefined}>
          <strong>{name({ nameZh: option.centreNameZh, nameEn: option.centreNameEn })}</strong>
          <Tag color={option.isChosen ? 'green' : 'default'}>{t(option.isChosen ? 'chosen' : 'notChosen')}</Tag>
          <dl>
            <Figure title={t('freeCards')}>{option.freeCards ?? '—'}</Figure>
            <Figure title={t('waitP50')}>{option.wait === null ? '—' : duration(option.wait.p50Seconds)}</Figure>
            <Figure title={t('waitP90')}>{option.wait === null ? '—' : duration(option.wait.p90Seconds)}</Figure>
            {now ? (
              <Figure title={t('finishAt')}>
                <span title={t('finishHint')}>{option.finishAt === null ? '—' : drawInstant(option.finishAt).slice(5, 16)}</span>
              </Figure>
            ) : null}
            <Figure title={t('wholePrice')}>{option.yuan ?? '—'}</Figure>
          </dl>
          {option.isChosen ? <p className="quiet">{t('best')}</p> : null}
          {option.reasons.map(({ code, message }) => (
            <p key={code} className="quiet">
              {message}
            </p>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Figure({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className="number">{children}</dd>
    </div>
  )
}
