import type { Parcel, ParcelPatch } from '@ballast/contract/parcel.ts'
import type { CustomField } from '@ballast/contract/code-list.ts'
import { plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import { PARCEL_KINDS } from '@ballast/domain/parcel/parcel-row.ts'
import type { Translate } from '../../app/language.tsx'
import { splitList, type Fact } from '../../ui/fact-fields.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import type { CodeNames } from '../project/code-names.ts'
import { customValue } from '../project/custom-facts.ts'
import type { ParcelTextKey } from './parcel.texts.ts'

const decimal = (text: string | null): string => (text === null ? '' : plainDecimal(text))

/** The texts of a parcel's facts by field, as they are edited: money in 万元, empty for unknown. */
export function parcelTextsOf(parcel: Parcel): Record<string, string> {
  const texts: Record<string, string> = {
    names: parcel.names.join('、'),
    nameEn: parcel.nameEn ?? '',
    kind: parcel.kind,
    cadastralCode: parcel.cadastralCode ?? '',
    areaOfficialM2: decimal(parcel.areaOfficialM2),
    floorAreaM2: decimal(parcel.floorAreaM2),
    landUseCode: parcel.landUseCode ?? '',
    farRatio: parcel.farRatio ?? '',
    heightM: parcel.heightM ?? '',
    densityPct: parcel.densityPct ?? '',
    greenPct: parcel.greenPct ?? '',
    conditionsNote: parcel.conditionsNote ?? '',
    supplyMode: parcel.supplyMode ?? '',
    status: parcel.status ?? '',
    priceFen: wanOfYuan(parcel.priceYuan),
    tenureYears: parcel.tenureYears === null ? '' : String(parcel.tenureYears),
    dealOn: parcel.dealOn ?? '',
    commitments: parcel.commitments ?? '',
    notes: parcel.notes ?? '',
    geometry: parcel.geometry === null ? '' : JSON.stringify(parcel.geometry),
  }
  for (const [code, value] of Object.entries(parcel.custom)) texts[`custom.${code}`] = value ?? ''
  return texts
}

/** Changed texts → what the server is asked to change. Empty clears a fact. */
export function parcelPatchOf(changes: Readonly<Record<string, string>>, customFields: readonly CustomField[] = []): ParcelPatch {
  const patch: Record<string, unknown> = {}
  const custom: Record<string, string | null> = {}
  for (const [key, typed] of Object.entries(changes)) {
    const text = typed.trim()
    const value = text === '' ? null : text
    if (key.startsWith('custom.')) custom[key.slice(7)] = customValue(customFields, key.slice(7), text)
    else if (key === 'names') patch['names'] = splitList(text)
    else if (key === 'priceFen') patch['priceYuan'] = yuanOfWan(text) ?? null
    else if (key === 'tenureYears') patch['tenureYears'] = value === null ? null : Number(text)
    else if (key === 'geometry') patch['geometry'] = value === null ? null : JSON.parse(text)
    else patch[key] = value
  }
  return { ...patch, ...(Object.keys(custom).length === 0 ? {} : { custom }) }
}

type Texts = Readonly<Record<string, string>>

const factMaker =
  (t: Translate<ParcelTextKey>, texts: Texts) =>
  (key: ParcelTextKey, more: Partial<Fact> = {}): Fact => ({ key, label: t(key), kind: 'text', value: texts[key] ?? '', ...more })

export function basicFacts(t: Translate<ParcelTextKey>, codes: CodeNames, texts: Texts): Fact[] {
  const fact = factMaker(t, texts)
  return [
    fact('names', { kind: 'list', required: true }),
    fact('nameEn'),
    fact('kind', { kind: 'choice', choices: PARCEL_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) }),
    fact('cadastralCode'),
    fact('areaOfficialM2'),
    fact('floorAreaM2'),
    fact('landUseCode', { kind: 'choice', choices: codes.choicesOf('land-use') }),
    fact('status', { kind: 'choice', choices: codes.choicesOf('parcel-status') }),
    fact('notes', { kind: 'long', wide: true }),
  ]
}

export function conditionFacts(t: Translate<ParcelTextKey>, texts: Texts): Fact[] {
  const fact = factMaker(t, texts)
  return [fact('farRatio'), fact('heightM'), fact('densityPct'), fact('greenPct'), fact('conditionsNote', { kind: 'long', wide: true })]
}

export function supplyFacts(t: Translate<ParcelTextKey>, codes: CodeNames, texts: Texts): Fact[] {
  const fact = factMaker(t, texts)
  return [
    fact('supplyMode', { kind: 'choice', choices: codes.choicesOf('supply-mode') }),
    fact('priceFen', { kind: 'money' }),
    fact('tenureYears'),
    fact('dealOn', { kind: 'date' }),
    fact('commitments', { kind: 'long', wide: true }),
  ]
}
