import { chanceWords, tenthsOf, twoDigits } from '@ballast/domain/forecast/words.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { forecastTexts } from './forecast.texts.ts'
import './chance.css'

/** An amount in words: two significant digits, in 亿元. */
export const inWords = (yuan: string): string => drawYi(twoDigits(parseYuan(yuan)), 2).replace(/\.?0+$/, '')

const TEN = Array.from({ length: 10 }, (_, place) => place)

/** A chance as words and ten dots, never as a percentage. */
export function Chance({ chance, text }: { chance: number; text: (chance: string) => string }) {
  const t = useTexts(forecastTexts)
  const words = chanceWords(chance)
  const tenths = tenthsOf(chance)
  return (
    <div>
      <p>{text(t(words.kind, { ...words }))}</p>
      <p className="chance-dots" role="img" aria-label={t('dots', { tenths })}>
        {TEN.map((place) => (
          <i key={place} className={place < tenths ? 'filled' : ''} />
        ))}
      </p>
      {words.kind === 'about' ? <p className="quiet">{t('likeThis', { tenths })}</p> : null}
    </div>
  )
}
