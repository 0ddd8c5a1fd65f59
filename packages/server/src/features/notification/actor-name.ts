import type { UserContext } from '../../platform/context.ts'

/** Who did it, and for whom, in both languages: a value of a sentence. */
export const actorName = ({ nameZh, nameEn, actsFor }: UserContext): { zh: string; en: string } =>
  actsFor === undefined ? { zh: nameZh, en: nameEn } : { zh: `${nameZh}（代${actsFor.nameZh}）`, en: `${nameEn} (for ${actsFor.nameEn})` }
