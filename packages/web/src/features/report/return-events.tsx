import type { ReportReturn } from '@ballast/contract/report.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { useFieldName } from './checks-panel.tsx'
import { reportTexts } from './report.texts.ts'

/** Who did what with the return, oldest first. */
export function ReturnEvents({ events }: { events: ReportReturn['events'] }) {
  const t = useTexts(reportTexts)
  const fieldName = useFieldName()
  if (events.length === 0) return null
  return (
    <section className="card">
      <h2>{t('section.history')}</h2>
      <ul className="return-events">
        {events.map(({ step, byName, at, note, fields }, index) => (
          <li key={index}>
            <b>{t(`step.${step}`)}</b> <span className="quiet">{t('historyOf', { by: byName, at: drawInstant(at) })}</span>
            {note === null ? null : <div>{note}</div>}
            {fields.map(({ field, reason }) => (
              <div key={field} className="quiet">
                {fieldName(field) ?? field}：{reason}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
