import { FileExcelOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Evidence } from '@ballast/contract/evidence.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { drawBytes } from './draw-bytes.ts'
import { EvidencePreview } from './evidence-preview.tsx'
import { fileUrl } from './file-url.ts'
import { evidenceTexts } from './evidence.texts.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** One file: what it is, who brought it, when and where it was taken, and what can be done with it. */
export function EvidenceRow({ row, marksUnscanned }: { row: Evidence; marksUnscanned: boolean }) {
  const t = useTexts(evidenceTexts)
  const personName = useName()
  const [open, setOpen] = useState<'preview' | 'withdraw'>()
  const close = () => setOpen(undefined)
  const { fileName: name, withdrawn } = row
  const day = (instant: string) => drawInstant(instant).slice(0, 16)
  return (
    <li className={`evidence-row${withdrawn === null ? '' : ' evidence-withdrawn'}`}>
      <Thumbnail row={row} onOpen={row.preview === null ? undefined : () => setOpen('preview')} />
      <div className="evidence-text">
        <a className="evidence-name" href={fileUrl(row, false)} download={name} title={t('sha', { sha256: row.sha256 })}>
          {name}
        </a>
        {withdrawn === null ? null : <Tag className="badge">{t('withdrawnTag')}</Tag>}
        {row.isScanned || !marksUnscanned ? null : (
          <Tag className="badge" color="gold" title={t('unscannedHint')}>
            {t('unscanned')}
          </Tag>
        )}
        {row.note === null ? null : <div>{row.note}</div>}
        <div className="quiet evidence-facts">
          <span className="number">{drawBytes(row.byteSize)}</span>
          <span>{t('by', { name: personName(row.uploadedBy) })}</span>
          <time dateTime={row.uploadedAt} className="number">
            {day(row.uploadedAt)}
          </time>
          {row.takenAt === null ? null : <span>{t('taken', { at: day(row.takenAt) })}</span>}
        </div>
        <PhotoPlace place={row.place} />
        {withdrawn === null ? null : (
          <div className="evidence-reason">
            {t('withdrawnBy', { name: personName(withdrawn.by), at: day(withdrawn.at), reason: withdrawn.reason })}
          </div>
        )}
      </div>
      <div className="evidence-actions no-print">
        {row.preview === null ? null : (
          <Button size="small" autoInsertSpace={false} aria-label={t('previewOf', { name })} onClick={() => setOpen('preview')}>
            {t('preview')}
          </Button>
        )}
        <Button size="small" autoInsertSpace={false} href={fileUrl(row, false)} download={name} aria-label={t('downloadOf', { name })}>
          {t('download')}
        </Button>
        {row.mayWithdraw ? (
          <Button size="small" type="text" aria-label={t('withdrawOf', { name })} onClick={() => setOpen('withdraw')}>
            {t('withdraw')}
          </Button>
        ) : null}
      </div>
      {open === 'preview' ? <EvidencePreview row={row} onClose={close} /> : null}
      {open === 'withdraw' ? <WithdrawDialog row={row} onClose={close} /> : null}
    </li>
  )
}

/** More than this far from the parcel, a photo hardly shows it. */
const FAR_METRES = 100
const FEW_KILOMETRES = 10_000

function PhotoPlace({ place }: { place: Evidence['place'] }) {
  const t = useTexts(evidenceTexts)
  const { locale } = useLanguage()
  if (place === null) return null
  const hint = t('placeHint', { place: `${place.lng.toFixed(5)}, ${place.lat.toFixed(5)}` })
  if (place.parcelName === null || place.metresOutside === null) {
    return (
      <div className="quiet" title={hint}>
        {t('noParcel')}
      </div>
    )
  }
  const parcel = locale === 'en' ? (place.parcelNameEn ?? place.parcelName) : place.parcelName
  const { metresOutside: metres } = place
  const isOn = metres === 0
  const distance = metres < FEW_KILOMETRES ? t('metres', { count: metres }) : t('kilometres', { count: (metres / 1000).toFixed(1) })
  return (
    <Tag color={isOn ? 'green' : metres > FAR_METRES ? 'gold' : 'default'} title={hint} className="evidence-place">
      {isOn ? t('onParcel', { parcel }) : t('outside', { parcel, distance })}
    </Tag>
  )
}

const ICONS: readonly (readonly [RegExp, ReactNode])[] = [
  [/pdf|ofd/, <FilePdfOutlined key="pdf" />],
  [/^image/, <FileImageOutlined key="image" />],
  [/sheet/, <FileExcelOutlined key="sheet" />],
  [/word/, <FileWordOutlined key="word" />],
]

function Thumbnail({ row, onOpen }: { row: Evidence; onOpen: (() => void) | undefined }) {
  const t = useTexts(evidenceTexts)
  const icon = ICONS.find(([pattern]) => pattern.test(row.mediaType))?.[1] ?? <FileOutlined />
  const picture = row.preview === 'image' ? <img src={fileUrl(row, true)} alt="" loading="lazy" /> : icon
  if (onOpen === undefined) {
    return (
      <span className="evidence-thumbnail" aria-hidden>
        {picture}
      </span>
    )
  }
  return (
    <button type="button" className="evidence-thumbnail" onClick={onOpen} aria-label={t('previewOf', { name: row.fileName })} tabIndex={-1}>
      {picture}
    </button>
  )
}
