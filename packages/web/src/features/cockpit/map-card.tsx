import { Link, useNavigate } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import type { CockpitPlaces } from '@ballast/contract/cockpit.ts'
import { chartYi, drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { placeMap, WIDTH, type BaseMap } from './place-map.ts'

type Place = CockpitPlaces['places'][number]

/** Where the money stands: a circle a parcel, drawn without the big map's library; that one is a click away. */
export function MapCard({ year }: { year: number }) {
  const t = useTexts(cockpitTexts)
  const places = useRoute('cockpit.places', { params: { year }, query: {} })
  return (
    <section className="card map-card">
      <h2>
        {t('map')}
        <Link to="/parcels" className="trace-link no-print">
          {t('openMap')}
        </Link>
      </h2>
      <Loaded
        query={places}
        isEmpty={(data) => data.places.length === 0}
        empty={<p className="quiet">{t('nothingOnMap')}</p>}
        skeleton={<Skeleton active paragraph={{ rows: 8 }} title={false} />}
      >
        {(data) => <PlaceMap places={data.places} />}
      </Loaded>
      <p className="quiet map-hint">{t('mapHint')}</p>
    </section>
  )
}

function PlaceMap({ places }: { places: readonly Place[] }) {
  const t = useTexts(cockpitTexts)
  const navigate = useNavigate()
  const base = useSession().zone.map as BaseMap
  const [pointed, setPointed] = useState<Place | null>(null)
  const map = useMemo(() => placeMap(base, places), [base, places])
  const most = places[0] === undefined ? 1 : Math.max(chartYi(parseYuan(places[0].yuan)), Number.EPSILON)
  return (
    <figure className="place-map">
      <svg viewBox={`0 0 ${WIDTH} ${map.height}`} role="img" aria-label={t('mapLabel', { count: places.length })}>
        {map.areas.map((path) => (
          <path key={path} d={path} className="map-area" />
        ))}
        {map.water.map((path) => (
          <path key={path} d={path} className="map-water" />
        ))}
        {map.lines.map((path) => (
          <path key={path} d={path} className="map-line" />
        ))}
        {places.map((place) => {
          const [x, y] = map.project(place.lng, place.lat)
          const radius = Math.max(2, 22 * Math.sqrt(chartYi(parseYuan(place.yuan)) / most))
          return (
            // The same way is open to the keyboard through the list of parcels.
            <circle
              key={place.parcelId}
              cx={x}
              cy={y}
              r={radius}
              fill={place.color ?? '#6d7f88'}
              className="map-place"
              onMouseEnter={() => setPointed(place)}
              onMouseLeave={() => setPointed(null)}
              onClick={() => void navigate({ to: '/parcels/$parcelId', params: { parcelId: place.parcelId } })}
            />
          )
        })}
      </svg>
      <figcaption className="quiet">
        {pointed === null
          ? t('placesSum', { count: places.length })
          : t('placeTip', { name: pointed.name, yuan: drawYi(parseYuan(pointed.yuan)), count: pointed.projects })}
      </figcaption>
    </figure>
  )
}
