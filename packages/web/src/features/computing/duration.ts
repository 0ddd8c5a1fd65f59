import { useTexts } from '../../app/language.tsx'
import { computingTexts } from './computing.texts.ts'

/** How long, as people say it: "at once", "12 min", "3.5 h". */
export function useDuration(): (seconds: number) => string {
  const t = useTexts(computingTexts)
  return (seconds) => {
    if (seconds < 30) return t('atOnce')
    if (seconds < 90) return t('seconds', { n: Math.round(seconds) })
    if (seconds < 90 * 60) return t('minutesLong', { n: Math.round(seconds / 60) })
    if (seconds < 48 * 3600) return t('hoursLong', { n: (seconds / 3600).toFixed(1) })
    return t('daysLong', { n: (seconds / 86_400).toFixed(1) })
  }
}
