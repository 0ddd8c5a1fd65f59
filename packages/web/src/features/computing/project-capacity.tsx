import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { CentreCapacity, PowerTable, Wholeness } from './capacity.tsx'
import { capacityTexts } from './capacity.texts.ts'

/** Computing centres that a project builds, beside its gates; nothing for any other project. */
export function ProjectCapacity({ projectId }: { projectId: string }) {
  const t = useTexts(capacityTexts)
  const { data } = useRoute('compute-capacity.read', { query: { projectId } }, { enabled: useMay('compute-capacity.read') })
  if (data === undefined || data.centres.length === 0) return null
  return (
    <section className="card capacity-card" aria-label={t('inProject')}>
      <h2>{t('inProject')}</h2>
      <div className="capacity-columns">
        <PowerTable power={data.power} />
        {data.centres.map((centre) => (
          <div key={centre.centreId} className="capacity-centre">
            <CentreCapacity centre={centre} />
            <Wholeness {...centre} />
          </div>
        ))}
      </div>
    </section>
  )
}
