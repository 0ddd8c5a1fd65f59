import { COLOUR_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { LightColour } from '@ballast/domain/light/lights.ts'
import { useLanguage } from '../../app/language.tsx'
import './light.css'

export function useColourName(): (colour: LightColour) => string {
  const { locale } = useLanguage()
  return (colour) => nameIn(locale, COLOUR_NAMES[colour])
}

/** A light: its colour, and its colour's name for whoever does not see it. */
export function LightMark({ colour }: { colour: LightColour }) {
  const colourName = useColourName()
  return (
    <span className="light">
      <span className={`light-dot light-${colour}`} aria-hidden />
      {colourName(colour)}
    </span>
  )
}
