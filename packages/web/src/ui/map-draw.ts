import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { MapRing } from './map-props.ts'

type Corner = readonly [number, number]
export type AreaFeatures = Parameters<GeoJSONSource['setData']>[0]

/** The area of a page, or the one that is being drawn, as the map's source takes it. */
export function areaFeatures(corners: readonly Corner[], isClosed: boolean): AreaFeatures {
  const [first] = corners
  const line = isClosed && first ? [...corners, first] : corners
  const shape =
    isClosed && corners.length >= 3
      ? [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [line] } }]
      : line.length >= 2
        ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line } }]
        : []
  const points = isClosed
    ? []
    : corners.map((corner) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: corner } }))
  return { type: 'FeatureCollection', features: [...shape, ...points] } as AreaFeatures
}

const rectangle = ([x0, y0]: Corner, [x1, y1]: Corner): Corner[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
]

/** A corner is six decimals of a degree: a tenth of a metre. */
const round = (degrees: number): number => Number(degrees.toFixed(6))

/**
 * Lets the pointer draw an area: corners by clicks, or a rectangle by dragging. Returns what ends it.
 * @param show draws what there is so far
 */
export function drawArea(
  map: MapLibre,
  shape: 'polygon' | 'rectangle',
  show: (data: AreaFeatures) => void,
  onDrawn: (ring: MapRing | null) => void,
): () => void {
  const pane = map.getCanvasContainer()
  let corners: Corner[] = []
  let start: Corner | null = null
  const at = (event: PointerEvent | MouseEvent): Corner => {
    const frame = pane.getBoundingClientRect()
    const { lng, lat } = map.unproject([event.clientX - frame.left, event.clientY - frame.top])
    return [round(lng), round(lat)]
  }
  const finish = (ring: Corner[] | null) => onDrawn(ring !== null && ring.length >= 3 ? ring : null)
  const onDown = (event: PointerEvent) => {
    if (shape !== 'rectangle' || event.button !== 0) return
    start = at(event)
    event.preventDefault()
  }
  const onMove = (event: PointerEvent) => {
    if (shape === 'rectangle' && start) show(areaFeatures(rectangle(start, at(event)), true))
    else if (shape === 'polygon' && corners.length > 0) show(areaFeatures([...corners, at(event)], false))
  }
  const onUp = (event: PointerEvent) => {
    if (!start) return
    const end = at(event)
    const isDrag = start[0] !== end[0] && start[1] !== end[1]
    finish(isDrag ? rectangle(start, end) : null)
    start = null
  }
  const onClick = (event: MouseEvent) => {
    if (shape !== 'polygon' || event.detail > 1) return
    corners = [...corners, at(event)]
    show(areaFeatures(corners, false))
  }
  const onDoubleClick = (event: MouseEvent) => {
    event.preventDefault()
    finish(corners)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') finish(null)
    else if (event.key === 'Enter' && shape === 'polygon') finish(corners)
  }
  map.dragPan.disable()
  map.doubleClickZoom.disable()
  map.boxZoom.disable()
  map.getCanvas().style.cursor = 'crosshair'
  pane.addEventListener('pointerdown', onDown)
  pane.addEventListener('pointermove', onMove)
  pane.addEventListener('pointerup', onUp)
  pane.addEventListener('click', onClick)
  pane.addEventListener('dblclick', onDoubleClick)
  window.addEventListener('keydown', onKey)
  return () => {
    map.dragPan.enable()
    map.doubleClickZoom.enable()
    map.boxZoom.enable()
    map.getCanvas().style.cursor = ''
    pane.removeEventListener('pointerdown', onDown)
    pane.removeEventListener('pointermove', onMove)
    pane.removeEventListener('pointerup', onUp)
    pane.removeEventListener('click', onClick)
    pane.removeEventListener('dblclick', onDoubleClick)
    window.removeEventListener('keydown', onKey)
  }
}
