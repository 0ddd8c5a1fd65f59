import { Link } from '@tanstack/react-router'
import type { Bulletin } from '@ballast/contract/bulletin.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { bulletinTexts } from './bulletin.texts.ts'
import { StatusTag } from './status-tag.tsx'
import { useDownload } from './use-download.ts'
import { useNumberText } from './use-number-text.ts'

const KILOBYTE = 1024

/** What became of an issued bulletin: who issued it from which plan, its files with their hashes, its editions. */
export function BulletinRecord({ bulletin }: { bulletin: Bulletin }) {
  const t = useTexts(bulletinTexts)
  const numberText = useNumberText()
  const download = useDownload(bulletin)
  const { drafted, issued, figures, files, editions } = bulletin
  const deed = ({ by, at }: { by: string; at: string }) => `${by} · ${drawInstant(at).slice(0, 16)}`
  return (
    <>
      <section className="card" aria-label={t('frozen')}>
        <h2>{issued === null ? t('status.draft') : t('frozen')}</h2>
        <dl className="bulletin-facts">
          <dt>{t('plan')}</dt>
          <dd>{t('planText', { title: figures.plan.title, number: figures.plan.number ?? '—' })}</dd>
          <dt>{t('draftedBy')}</dt>
          <dd>{deed(drafted)}</dd>
          {issued === null ? null : (
            <>
              <dt>{t('issuedBy')}</dt>
              <dd>{deed(issued)}</dd>
            </>
          )}
        </dl>
      </section>
      {files.length === 0 ? null : (
        <section className="card" aria-label={t('filesOf')}>
          <h2>{t('filesOf')}</h2>
          <ul className="bulletin-files">
            {files.map((file) => (
              <li key={file.sha256}>
                <button type="button" className="link-button" onClick={() => void download(file.format, file.language)}>
                  {file.fileName}
                </button>{' '}
                <span className="quiet number">{t('kilobytes', { size: Math.ceil(file.byteSize / KILOBYTE) })}</span>
                <code title={file.sha256}>SHA-256 {file.sha256.slice(0, 16)}…</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {editions.length < 2 ? null : (
        <section className="card" aria-label={t('editions')}>
          <h2>{t('editions')}</h2>
          <ul className="bulletin-files">
            {editions.map((edition) => (
              <li key={edition.bulletinId}>
                <Link to="/bulletins/$bulletinId" params={{ bulletinId: edition.bulletinId }} className="underlined">
                  {t('edition', { edition: edition.edition })}
                </Link>{' '}
                <StatusTag status={edition.status} />
                <span className="quiet">{edition.correctionReason ?? numberText(edition)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
