import { Select } from 'antd'
import { Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Locale } from '@ballast/contract/messages.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../app/api.ts'
import { useLanguage, useName, useTexts, type Translate } from '../app/language.tsx'
import { useSession } from '../app/session.tsx'
import { COLOURS_BY, CORRIDOR_COLOUR, fillColour, legendOf, type ColourBy } from './map-colours.ts'
import { areaFeatures, drawArea, type AreaFeatures } from './map-draw.ts'
import { labelsOf } from './map-labels.ts'
import { CORRIDORS, mapStyle, parcelTileUrl, PARCELS, PARCELS_FROM_ZOOM, type ZoneMapFacts } from './map-style.ts'
import { mapTexts, type MapTextKey } from './map.texts.ts'
import type { MapFilter, MapView, ZoneMapProps } from './map-props.ts'

setWorkerUrl(workerUrl)

/** Beijing, for a zone whose pack says nothing of its place. */
const DEFAULT_VIEW: MapView = { lng: 116.4, lat: 39.9, zoom: 9 }

/** Roads and waters are named from here on. */
const NAMES_FROM_ZOOM = 12
/** Room that the tip needs to the right of the pointer. */
const TIP_WIDTH = 220

const hasWebgl = (): boolean => document.createElement('canvas').getContext('webgl2') !== null

interface Tip {
  readonly x: number
  readonly y: number
  readonly lines: readonly string[]
}

/** Draws the map; loaded only where a map is shown. */
export function MapCanvas(props: ZoneMapProps) {
  const t = useTexts(mapTexts)
  const name = useName()
  const { locale } = useLanguage()
  const zone = useSession().zone.map as ZoneMapFacts
  const lists = useRoute('code-list.read', {}).data
  const pane = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre | null>(null)
  const [canDraw] = useState(hasWebgl)
  const [tip, setTip] = useState<Tip | null>(null)
  const [showsDots, setShowsDots] = useState(false)
  const [zoom, setZoom] = useState(props.view?.zoom ?? zone.zoom ?? DEFAULT_VIEW.zoom)
  const latest = useRef({ props, t, locale })
  useEffect(() => {
    latest.current = { props, t, locale }
  })
  const { planYear, view, selected, hovered, area, drawing = null, focus, filter } = props
  const colourBy = props.colourBy ?? 'cluster'
  const isNear = zoom >= NAMES_FROM_ZOOM

  useEffect(() => {
    if (!pane.current) return undefined
    const start = latest.current.props.view ?? homeOf(zone)
    const made = new MapLibre({
      container: pane.current,
      style: mapStyle(zone, parcelTileUrl(planYear)),
      center: [start.lng, start.lat],
      zoom: start.zoom,
      minZoom: 7,
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: uiTexts(latest.current.t),
    })
    made.touchZoomRotate.disableRotation()
    made.keyboard.disableRotation()
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.addControl(new ScaleControl({ unit: 'metric' }), 'top-left')
    made.once('style.load', () => setMap(made))
    made.on('moveend', () => {
      const { lng, lat } = made.getCenter()
      setZoom(made.getZoom())
      const bounds = made.getBounds()
      latest.current.props.onView?.({ lng, lat, zoom: made.getZoom() }, [
        bounds.getWest(),
        bounds.getSouth(),
        bounds.getEast(),
        bounds.getNorth(),
      ])
    })
    made.on('idle', () => setShowsDots(made.queryRenderedFeatures({ layers: ['dots'] }).length > 0))
    const placeAt = (event: MapMouseEvent) => made.queryRenderedFeatures(event.point, { layers: [PARCELS, CORRIDORS, 'dots'] })[0]
    made.on('mousemove', (event) => {
      if (latest.current.props.drawing) return
      const place = made.getLayer(PARCELS) ? placeAt(event) : undefined
      made.getCanvas().style.cursor = place ? 'pointer' : ''
      latest.current.props.onHover?.((place?.properties['id'] as string | undefined) ?? null)
      setTip(
        place
          ? {
              x: Math.min(event.point.x, made.getContainer().clientWidth - TIP_WIDTH),
              y: event.point.y,
              lines: tipLines(place.properties, latest.current.t, latest.current.locale),
            }
          : null,
      )
    })
    made.on('mouseout', () => {
      setTip(null)
      latest.current.props.onHover?.(null)
    })
    made.on('click', (event) => {
      if (latest.current.props.drawing) return
      const place = placeAt(event)
      if (place && place.properties['id'] === undefined) made.easeTo({ center: event.lngLat, zoom: PARCELS_FROM_ZOOM + 0.5 })
      else latest.current.props.onSelect?.((place?.properties['id'] as string | undefined) ?? null)
    })
    return () => {
      setMap(null)
      made.remove()
    }
  }, [zone, planYear])

  // A view that comes from the address and not from this map's own movement.
  useEffect(() => {
    if (!map || !view) return
    const { lng, lat } = map.getCenter()
    const isThere = Math.abs(lng - view.lng) < 1e-4 && Math.abs(lat - view.lat) < 1e-4 && Math.abs(map.getZoom() - view.zoom) < 0.02
    if (!isThere && !map.isMoving()) map.jumpTo({ center: [view.lng, view.lat], zoom: view.zoom })
  }, [map, view])
  useEffect(() => {
    if (map && focus) map.fitBounds([focus[0], focus[1], focus[2], focus[3]], { padding: 60, maxZoom: 15.5, duration: 500 })
  }, [map, focus])
  useEffect(() => {
    if (!map) return
    map.setPaintProperty(PARCELS, 'fill-color', fillColour(colourBy, lists))
    map.setPaintProperty(CORRIDORS, 'line-color', [
      'case',
      ['boolean', ['feature-state', 'selected'], false],
      '#d4380d',
      colourBy === 'status' || colourBy === 'cluster' ? CORRIDOR_COLOUR : fillColour(colourBy, lists),
    ])
  }, [map, colourBy, lists])
  useEffect(() => {
    if (!map) return
    const passes = filterExpression(filter)
    map.setPaintProperty(PARCELS, 'fill-opacity', [
      'case',
      passes,
      ['case', ['boolean', ['feature-state', 'hovered'], false], 1, 0.82],
      0.12,
    ])
    map.setPaintProperty(CORRIDORS, 'line-opacity', ['case', passes, 1, 0.15])
  }, [map, filter])
  useFeatureState(map, 'selected', selected)
  useFeatureState(map, 'hovered', hovered)
  useEffect(() => {
    if (!map) return undefined
    const show = (data: AreaFeatures) => void map.getSource<GeoJSONSource>('area')?.setData(data)
    show(areaFeatures(area ?? [], true))
    if (drawing === null) return undefined
    return drawArea(map, drawing, show, (ring) => {
      if (ring === null) show(areaFeatures(area ?? [], true))
      latest.current.props.onDrawn?.(ring)
    })
  }, [map, area, drawing])
  useEffect(() => {
    if (!map) return undefined
    const markers = labelsOf(zone, locale, isNear).map(({ text, kind, at }) => {
      const element = document.createElement('span')
      element.className = `map-label map-label-${kind}`
      element.textContent = text
      element.setAttribute('aria-hidden', 'true')
      const marker = new Marker({ element }).setLngLat(at).addTo(map)
      element.removeAttribute('tabindex')
      element.removeAttribute('role')
      return marker
    })
    return () => markers.forEach((marker) => marker.remove())
  }, [map, zone, locale, isNear])

  const legend = useMemo(() => legendOf(colourBy, lists, t, name), [colourBy, lists, t, name])
  if (!canDraw) return <p style={{ padding: 24 }}>{t('noWebgl')}</p>
  return (
    <>
      <div ref={pane} className="zone-map-canvas" data-ready={map !== null} />
      {tip && !drawing ? (
        <div className="map-tip" style={{ left: tip.x + 12, top: tip.y + 14 }}>
          {tip.lines.map((line, index) => (
            <div key={index}>{line}</div>
          ))}
        </div>
      ) : null}
      {drawing ? (
        <div className="map-hint" role="status">
          {t(drawing === 'polygon' ? 'drawHint' : 'drawBoxHint')}
        </div>
      ) : null}
      {props.hasLegend === false ? null : (
        <div className="map-legend">
          {props.onColourBy ? (
            <Select<ColourBy>
              size="small"
              variant="borderless"
              style={{ width: '100%', marginInlineStart: -8 }}
              aria-label={t('colourBy')}
              value={colourBy}
              onChange={props.onColourBy}
              options={COLOURS_BY.map((value) => ({ value, label: t(`by.${value}`) }))}
            />
          ) : (
            <strong>{t(`by.${colourBy}`)}</strong>
          )}
          <ul>
            {showsDots ? (
              <li>
                <span className="map-swatch" style={{ background: '#2a7c96', borderRadius: '50%', width: 11 }} />
                {t('dots')}
              </li>
            ) : (
              legend.map((item) => (
                <li key={item.text}>
                  <span className="map-swatch" style={{ background: item.color }} />
                  {item.text}
                </li>
              ))
            )}
            {!showsDots && (colourBy === 'cluster' || colourBy === 'status') ? (
              <li>
                <span className="map-swatch map-swatch-line" style={{ background: CORRIDOR_COLOUR }} />
                {t('corridor')}
              </li>
            ) : null}
          </ul>
        </div>
      )}
      <div className="map-note">
        {t('datum')} · {t('illustrative')}
        {zone.tileAttribution === undefined ? null : ` · ${zone.tileAttribution}`}
      </div>
    </>
  )
}

const homeOf = (zone: ZoneMapFacts): MapView =>
  zone.center ? { lng: zone.center[0], lat: zone.center[1], zoom: zone.zoom ?? 12 } : DEFAULT_VIEW

const uiTexts = (t: Translate<MapTextKey>): Record<string, string> => ({
  'Map.Title': t('mapHint'),
  'NavigationControl.ZoomIn': t('zoomIn'),
  'NavigationControl.ZoomOut': t('zoomOut'),
  'ScaleControl.Meters': t('metres'),
  'ScaleControl.Kilometers': t('kilometres'),
})

function tipLines(properties: Readonly<Record<string, unknown>>, t: Translate<MapTextKey>, locale: Locale): string[] {
  const wan = (yuan: unknown) => drawWan(parseYuan(Number(yuan).toFixed(2)), 0)
  if (properties['id'] === undefined) {
    return [t('parcelCount', { count: Number(properties['parcels']) }), t('planAmount', { wan: wan(properties['planYuan']) })]
  }
  const amounts = [
    ...(Number(properties['planYuan']) > 0 ? [t('planAmount', { wan: wan(properties['planYuan']) })] : []),
    ...(Number(properties['perMuYuan']) > 0 ? [t('perMuAmount', { wan: wan(properties['perMuYuan']) })] : []),
  ]
  return [String(properties[locale === 'en' ? 'nameEn' : 'name']), ...amounts]
}

function filterExpression(filter: MapFilter | undefined): never {
  const within = (property: string, values: readonly string[] | undefined) =>
    values === undefined || values.length === 0 ? [] : [['in', ['get', property], ['literal', [...values]]]]
  const conditions = [...within('status', filter?.status), ...within('cluster', filter?.clusterCode), ...within('kind', filter?.kind)]
  return (conditions.length === 0 ? ['literal', true] : ['all', ...conditions]) as never
}

/** Marks one place on the map by a state of its style. */
function useFeatureState(map: MapLibre | null, state: 'selected' | 'hovered', id: string | null | undefined): void {
  useEffect(() => {
    if (!map || id === null || id === undefined) return undefined
    const mark = (value: boolean) => {
      for (const sourceLayer of [PARCELS, CORRIDORS]) map.setFeatureState({ source: 'places', sourceLayer, id }, { [state]: value })
    }
    mark(true)
    return () => {
      // The map may have been taken down before its last state.
      if (map.getSource('places')) mark(false)
    }
  }, [map, state, id])
}
