import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Parcel } from '@ballast/contract/parcel.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { parcelTexts } from './parcel.texts.ts'

interface Props {
  parcel: Parcel
  mayEdit: boolean
  save: (changes: Record<string, string>, ifMatch: string) => Promise<unknown>
}

/** The shape as GeoJSON: read, replaced, checked by the server ring by ring. */
export function ParcelGeometryTab({ parcel, mayEdit, save }: Props) {
  const t = useTexts(parcelTexts)
  const r = useTexts(registerTexts)
  const { message } = App.useApp()
  const stored = parcel.geometry === null ? '' : JSON.stringify(parcel.geometry, null, 1)
  const [text, setText] = useState(stored)
  const [error, setError] = useState<Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const isJson = text.trim() === '' || canParse(text)
  const store = async () => {
    setSaving(true)
    setError(null)
    try {
      await save({ geometry: text }, parcel.version)
      void message.success(r('saved'))
    } catch (problem) {
      setError(problem instanceof ProblemError ? problem : (problem as Error))
    } finally {
      setSaving(false)
    }
  }
  return (
    <section className="card" aria-label={t('geometry')}>
      <p className="quiet" style={{ marginTop: 0 }}>
        {t('geometryHint')}
      </p>
      {error ? <ProblemAlert error={error} /> : null}
      <Input.TextArea
        aria-label={t('geometry')}
        value={text}
        readOnly={!mayEdit}
        rows={14}
        style={{ fontFamily: 'ui-monospace, monospace', fontSize: 12 }}
        onChange={({ target }) => setText(target.value)}
      />
      {isJson ? null : <p className="fact-error">{t('geometryNotJson')}</p>}
      {mayEdit ? (
        <Button
          type="primary"
          style={{ marginTop: 8 }}
          disabled={!isJson || text === stored}
          loading={isSaving}
          onClick={() => void store()}
        >
          {t('saveGeometry')}
        </Button>
      ) : null}
    </section>
  )
}

function canParse(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
