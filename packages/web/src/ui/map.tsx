import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTexts } from '../app/language.tsx'
import { mapTexts } from './map.texts.ts'
import type { ZoneMapProps } from './map-props.ts'
import './map.css'

export type { MapBounds, MapRing, MapView } from './map-props.ts'

const Canvas = lazy(() => import('./map-canvas.tsx').then((module) => ({ default: module.MapCanvas })))

/**
 * The zone's map: its own quiet base (districts, roads, water of the pack; no internet needed), every parcel and corridor
 * from vector tiles, coloured by status, cluster or planned amount. The map library is loaded with the first map.
 */
export function ZoneMap(props: ZoneMapProps) {
  const t = useTexts(mapTexts)
  return (
    <section className="zone-map" style={{ height: props.height ?? '100%' }} aria-label={t('map')}>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} style={{ padding: 24 }} title={false} />}>
        <Canvas {...props} />
      </Suspense>
    </section>
  )
}
