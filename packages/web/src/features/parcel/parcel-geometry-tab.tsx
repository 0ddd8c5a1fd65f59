import { EditOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button, Flex, Input, Upload } from 'antd'
import { useState } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Parcel } from '@ballast/contract/parcel.ts'
import { percentText, ratioText, parsePpm } from '@ballast/domain/shared/ratio.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ZoneMap, type MapBounds, type MapRing } from '../../ui/map.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { geometryIn, polygonOf } from './geojson-file.ts'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { parcelTexts } from './parcel.texts.ts'

interface Props {
  parcel: Parcel
  /** Where the shape stands. */
  box: MapBounds | null
  mayEdit: boolean
  save: (changes: Record<string, string>, ifMatch: string) => Promise<unknown>
}

const textOf = (geometry: Parcel['geometry']): string => (geometry === null ? '' : JSON.stringify(geometry, null, 1))

/** The shape: drawn on the map, read from a GeoJSON file, or written; the server checks it ring by ring. */
export function ParcelGeometryTab({ parcel, box, mayEdit, save }: Props) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const { message } = App.useApp()
  const stored = textOf(parcel.geometry)
  const [text, setText] = useState(stored)
  const [error, setError] = useState<Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [isDrawing, setDrawing] = useState(false)
  const [ring, setRing] = useState<MapRing | null>(null)
  const isShape = text.trim() === '' || geometryIn(text, parcel.names) !== undefined
  const store = async () => {
    const geometry = text.trim() === '' ? '' : JSON.stringify(geometryIn(text, parcel.names))
    setSaving(true)
    setError(null)
    try {
      await save({ geometry }, parcel.version).catch((problem: unknown) => {
        // Other facts that somebody changed meanwhile do not stand against a new shape; another shape does.
        const current =
          problem instanceof ProblemError && problem.problem.code === 'changed-meanwhile'
            ? (problem.problem.extra?.['current'] as Parcel | undefined)
            : undefined
        if (current === undefined || textOf(current.geometry) !== stored) throw problem
        return save({ geometry }, current.version)
      })
      void message.success(r('saved'))
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setSaving(false)
    }
  }
  const take = async (file: Blob) => {
    const geometry = geometryIn(await file.text(), parcel.names)
    if (geometry === undefined) void message.error(t('fileHasNoShape'))
    else setText(textOf(geometry))
  }
  return (
    <section className="card" aria-label={t('geometry')}>
      <AreaComparison parcel={parcel} />
      {mayEdit ? (
        <Flex gap={8} wrap style={{ marginBottom: 8 }}>
          {parcel.kind === 'parcel' ? (
            <Button icon={<EditOutlined />} onClick={() => setDrawing(true)}>
              {t('drawShape')}
            </Button>
          ) : null}
          <Upload
            accept=".geojson,.json,application/geo+json,application/json"
            showUploadList={false}
            beforeUpload={(file) => {
              void take(file)
              return false
            }}
          >
            <Button icon={<UploadOutlined />}>{t('uploadShape')}</Button>
          </Upload>
        </Flex>
      ) : null}
      {isDrawing || ring ? (
        <div className="parcel-draw">
          <ZoneMap
            planYear={parcel.planYear}
            height={360}
            hasLegend={false}
            selected={parcel.parcelId}
            focus={box}
            area={ring}
            drawing={isDrawing ? 'polygon' : null}
            onDrawn={(drawn) => {
              setDrawing(false)
              if (drawn === null) return
              setRing(drawn)
              setText(textOf(polygonOf(drawn)))
            }}
          />
        </div>
      ) : null}
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <details open={parcel.geometry === null && !isDrawing ? true : undefined}>
        <summary>{t('asGeoJson')}</summary>
        <p className="quiet">{t('geometryHint')}</p>
        <Input.TextArea
          aria-label={t('geometry')}
          value={text}
          readOnly={!mayEdit}
          rows={14}
          style={{ fontFamily: 'ui-monospace, monospace', fontSize: 12 }}
          onChange={({ target }) => setText(target.value)}
        />
      </details>
      {isShape ? null : <p className="fact-error">{t('geometryNotJson')}</p>}
      {mayEdit ? (
        <Flex gap={8} align="center" style={{ marginTop: 8 }}>
          <Button type="primary" disabled={!isShape || text === stored} loading={isSaving} onClick={() => void store()}>
            {t('saveGeometry')}
          </Button>
          {text === stored ? null : (
            <Button
              onClick={() => {
                setText(stored)
                setRing(null)
              }}
            >
              {t('cancel')}
            </Button>
          )}
        </Flex>
      ) : null}
    </section>
  )
}

const hundredths = (metres: string): bigint => {
  const [whole = '0', fraction = ''] = metres.split('.')
  return BigInt(whole + fraction.padEnd(2, '0').slice(0, 2))
}

/** The area of the shape beside the published one, and how far they are apart. */
function AreaComparison({ parcel }: { parcel: Parcel }) {
  const t = useTexts(parcelTexts)
  const { areaOfficialM2: official, areaComputedM2: computed } = parcel
  if (official === null && computed === null) return null
  const share = official === null || computed === null ? null : ratioText(hundredths(computed) - hundredths(official), hundredths(official))
  return (
    <p style={{ marginTop: 0 }}>
      {t('areaComputedM2')} <b className="number">{drawDecimal(computed) || '—'}</b>
      {'　'}
      {t('areaOfficialM2')} <b className="number">{drawDecimal(official) || '—'}</b>
      {share === null ? null : (
        <>
          {'　'}
          {t('areaApart')} <b className="number">{percentText(parsePpm(share))} %</b>
        </>
      )}
    </p>
  )
}
