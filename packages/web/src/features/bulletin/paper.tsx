import type { BulletinLayout, BulletinPart, BulletinTable } from '@ballast/contract/bulletin-layout.ts'
import { useTexts } from '../../app/language.tsx'
import { bulletinTexts } from './bulletin.texts.ts'
import { PaperChart } from './paper-chart.tsx'
import './paper.css'

/** The bulletin as it will stand on paper, drawn from the same model as Word and PDF. */
export function Paper({ layout }: { layout: BulletinLayout }) {
  const t = useTexts(bulletinTexts)
  const { masthead, number, issuer, date, signer, title, notices, sections, appendices, basis, distribution, locale } = layout
  return (
    <article className="paper" lang={locale} aria-label={t('paper')}>
      <header>
        <p className="paper-masthead">{masthead}</p>
        <p className="paper-number">{number}</p>
        {signer === null ? null : <p className="paper-signer">{signer}</p>}
        <p className="paper-issuer">
          <span>{issuer}</span>
          <span>{date}</span>
        </p>
        <h2>
          {title.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </h2>
        {notices.map((notice) => (
          <p key={notice} className="paper-notice">
            {notice}
          </p>
        ))}
      </header>
      {sections.map(({ heading, parts }) => (
        <section key={heading}>
          <h3>{heading}</h3>
          <Parts parts={parts} />
        </section>
      ))}
      <p className="paper-note">{basis}</p>
      {appendices.map(({ heading, parts }) => (
        <section key={heading}>
          <h3 className="paper-appendix">{heading}</h3>
          <Parts parts={parts} />
        </section>
      ))}
      {distribution.length === 0 ? null : (
        <footer>
          {distribution.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </footer>
      )}
    </article>
  )
}

function Parts({ parts }: { parts: readonly BulletinPart[] }) {
  return parts.map((part, index) => {
    if (part.kind === 'table') return <PaperTable key={index} table={part} />
    if (part.kind === 'chart') return <PaperChart key={index} chart={part} />
    return part.texts.map((text, line) => (
      <p key={`${index}.${line}`} className="paper-text">
        {text}
      </p>
    ))
  })
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

function PaperTable({ table: { caption, unit, columns, rows, note } }: { table: BulletinTable }) {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  return (
    <div className="paper-table">
      <div className="paper-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table>
          <caption>
            <span className="paper-caption">
              <span>{caption}</span>
              <span className="paper-unit">{unit}</span>
            </span>
          </caption>
          <thead>
            <tr>
              {columns.map(({ title, share }) => (
                <th key={title} scope="col" style={{ width: percent.format(share / whole) }}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ cells, isTotal, level }, row) => (
              <tr key={row} className={isTotal ? 'paper-total' : undefined}>
                {cells.map((text, column) => (
                  <td
                    key={column}
                    style={{
                      textAlign: columns[column]?.align ?? 'left',
                      ...(column === 0 && level > 0 ? { paddingInlineStart: `${0.4 + level}em` } : {}),
                    }}
                  >
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note === null ? null : <p className="paper-note">{note}</p>}
    </div>
  )
}
