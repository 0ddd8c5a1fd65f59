import type { BulletinRow } from '@ballast/contract/bulletin.ts'
import { useTexts } from '../../app/language.tsx'
import { bulletinTexts } from './bulletin.texts.ts'

/** 〔2024〕第 3 期, with the edition where it is a correction. */
export function useNumberText(): (bulletin: Pick<BulletinRow, 'year' | 'number' | 'edition'>) => string {
  const t = useTexts(bulletinTexts)
  return ({ year, number, edition }) =>
    [number === null ? t('unnumbered') : t('numberText', { year, number }), ...(edition > 1 ? [t('edition', { edition })] : [])].join(' · ')
}
