import { defineTexts } from '../../app/language.tsx'

export const cockpitTexts = defineTexts(
  { title: '{year} 年投资驾驶舱', target: '全年目标' },
  { title: 'Investment cockpit {year}', target: 'Target of the year' },
)
