import { chanceWords, isSaidInTenths, tenthsOf, yiWords } from '@ballast/domain/forecast/words.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { forecastTexts } from './forecast.texts.ts'
import './chance.css'

/** An amount in words: two significant digits, in 亿元. */
export const inWords = (yuan: string): string => yiWords(parseYuan(yuan))

const TEN = Array.from({ length: 10 }, (_, place) => place)

/** A chance as ten dots; who does not see them has the words beside them. */
export function ChanceDots({ chance, isSmall = false }: { chance: number; isSmall?: boolean }) {
  const tenths = tenthsOf(chance)
  return (
    <span className={isSmall ? 'chance-dots small' : 'chance-dots'} aria-hidden="true">
      {TEN.map((place) => (
        <i key={place} className={place < tenths ? 'filled' : ''} />
      ))}
    </span>
  )
}

/** A chance as words and ten dots, never as a percentage. */
export function Chance({ chance, text }: { chance: number; text: (chance: string) => string }) {
  const t = useTexts(forecastTexts)
  return (
    <div>
      <p>{text(t('said', { ...chanceWords(chance) }))}</p>
      <p>
        <ChanceDots chance={chance} />
      </p>
      {isSaidInTenths(chance) ? <p className="quiet">{t('likeThis', { tenths: tenthsOf(chance) })}</p> : null}
    </div>
  )
}
