import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { CentreCapacity, PowerTable } from '../computing/capacity.tsx'
import { capacityTexts } from '../computing/capacity.texts.ts'

/** What the zone's computing centres have in use and in commissioning; nothing where there is no centre. */
export function CapacityCard() {
  const t = useTexts(capacityTexts)
  const { data } = useRoute('compute-capacity.read', { query: {} }, { enabled: useMay('compute-capacity.read'), refetchMs: 60_000 })
  if (data === undefined || data.centres.length === 0) return null
  return (
    <section className="card capacity-card">
      <h2>{t('title')}</h2>
      <div className="capacity-columns">
        <PowerTable power={data.power} />
        {data.centres.map((centre) => (
          <CentreCapacity key={centre.centreId} centre={centre} withProject />
        ))}
      </div>
    </section>
  )
}
