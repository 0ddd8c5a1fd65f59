import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Named } from './drafted-texts.ts'

/** A bulletin with one of everything, for trying a template. */
export function sampleLayout(zone: Named, locale: Locale): BulletinLayout {
  const text = locale === 'en' ? 'Sample' : '试填'
  const table = {
    kind: 'table' as const,
    caption: text,
    unit: text,
    columns: [{ title: text, align: 'left' as const, share: 1 }],
    rows: [{ cells: [text], isTotal: false, level: 0 }],
    note: null,
  }
  const chart = {
    kind: 'chart' as const,
    id: 'sample',
    caption: text,
    unit: text,
    direction: 'columns' as const,
    labels: [text],
    series: [{ name: text, color: '#000000', values: [1], texts: ['1'] }],
    ticks: [
      { at: 0, text: '0' },
      { at: 1, text: '1' },
    ],
    note: null,
  }
  return {
    locale,
    masthead: text,
    number: text,
    issuer: locale === 'en' ? zone.nameEn : zone.nameZh,
    date: text,
    signer: text,
    title: [text],
    notices: [text],
    sections: [{ heading: text, parts: [{ kind: 'paragraphs', block: 'overview', texts: [text] }, table, chart] }],
    appendices: [{ heading: text, parts: [table] }],
    basis: text,
    distribution: [text],
    footer: { before: '', after: '' },
  }
}
