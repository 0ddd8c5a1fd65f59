import { checkProjectCode, isIndustryCode } from '../shared/codes.ts'
import { formatYuan, sumFen } from '../shared/money.ts'
import type { Reason } from '../shared/refusal.ts'
import { parsePlainDate } from '../shared/time.ts'
import { projectFieldTexts, type ProjectFacts } from './project-facts.ts'
import { COMPOSITION_PARTS, FUNDING_SOURCES, GATES, PROJECT_NATURES, RELATION_KINDS } from './project-row.ts'

/** What the zone knows and a project may refer to. */
export interface ProjectReferences {
  readonly categories: ReadonlySet<string>
  /** Category of each cluster. */
  readonly categoryOfCluster: ReadonlyMap<string, string>
  /** Null where the zone keeps no such list. */
  readonly bureaus: ReadonlySet<string> | null
  readonly regions: ReadonlySet<string> | null
}

const MAX_NUMBER_LENGTH = 64

function isPlainDate(text: string): boolean {
  try {
    return parsePlainDate(text) === text
  } catch {
    return false
  }
}

/** Every reason why these facts cannot stand together. */
export function projectFaults(facts: ProjectFacts, known: ProjectReferences): Reason[] {
  return [
    ...identityFaults(facts),
    ...codeFaults(facts, known),
    ...amountFaults(facts),
    ...compositionFaults(facts),
    ...fundingFaults(facts),
    ...gateFaults(facts),
    ...relationFaults(facts),
    ...parcelFaults(facts),
    ...sourceFaults(facts),
  ]
}

function identityFaults(facts: ProjectFacts): Reason[] {
  const faults: Reason[] = []
  if (facts.projectNo === '') faults.push({ code: 'project.number-missing', at: 'projectNo' })
  if (facts.projectNo.length > MAX_NUMBER_LENGTH) {
    faults.push({ code: 'project.number-too-long', params: { limit: MAX_NUMBER_LENGTH }, at: 'projectNo' })
  }
  if (facts.nameZh === '') faults.push({ code: 'project.name-missing', at: 'nameZh' })
  return faults
}

function codeFaults(facts: ProjectFacts, known: ProjectReferences): Reason[] {
  const faults: Reason[] = []
  const { projectCode, industryCode, statAreaCode, categoryCode, clusterCode, bureauCode, nature } = facts
  const check = projectCode === null ? 'valid' : checkProjectCode(projectCode)
  if (check === 'bad-form' || check === 'bad-check-digit') {
    faults.push({ code: `project.code-${check}`, params: { projectCode: projectCode ?? '' }, at: 'projectCode' })
  }
  if (industryCode !== null && !isIndustryCode(industryCode)) {
    faults.push({ code: 'project.industry-bad-form', params: { industryCode }, at: 'industryCode' })
  }
  if (statAreaCode !== null && !/^\d{12}$/.test(statAreaCode)) {
    faults.push({ code: 'project.stat-area-bad-form', params: { statAreaCode }, at: 'statAreaCode' })
  }
  if (nature !== null && !PROJECT_NATURES.includes(nature)) {
    faults.push({ code: 'project.nature-unknown', params: { nature }, at: 'nature' })
  }
  if (bureauCode !== null && known.bureaus !== null && !known.bureaus.has(bureauCode)) {
    faults.push({ code: 'project.bureau-unknown', params: { bureauCode }, at: 'bureauCode' })
  }
  if (categoryCode !== null && !known.categories.has(categoryCode)) {
    faults.push({ code: 'project.category-unknown', params: { categoryCode }, at: 'categoryCode' })
  }
  if (clusterCode === null) return faults
  const clusterCategory = known.categoryOfCluster.get(clusterCode)
  if (clusterCategory === undefined) {
    faults.push({ code: 'project.cluster-unknown', params: { clusterCode }, at: 'clusterCode' })
  } else if (clusterCategory !== categoryCode) {
    const params = { clusterCode, clusterCategory, categoryCode: categoryCode ?? '—' }
    faults.push({ code: 'project.cluster-of-other-category', params, at: 'clusterCode' })
  }
  return faults
}

function amountFaults(facts: ProjectFacts): Reason[] {
  const amounts: [string, bigint | null][] = [
    ['totalFen', facts.totalFen],
    ...COMPOSITION_PARTS.map((part): [string, bigint | null] => [`composition.${part}`, facts.composition[part]]),
    ...FUNDING_SOURCES.map((source): [string, bigint | null] => [`funding.${source}`, facts.funding[source]]),
  ]
  return amounts
    .filter(([, amount]) => amount !== null && amount < 0n)
    .map(([field, amount]) => ({ code: 'project.amount-negative', params: { amount: formatYuan(amount as bigint) }, at: field }))
}

/** The parts that are given make up the total to the fen; land is part of other. */
function compositionFaults({ composition, totalFen }: ProjectFacts): Reason[] {
  const faults: Reason[] = []
  const parts = COMPOSITION_PARTS.filter((part) => part !== 'land').flatMap((part) => composition[part] ?? [])
  if (parts.length > 0) {
    const sum = sumFen(parts)
    if (totalFen === null) {
      faults.push({ code: 'project.composition-without-total', params: { sum: formatYuan(sum) }, at: 'composition' })
    } else if (sum !== totalFen) {
      const params = { sum: formatYuan(sum), total: formatYuan(totalFen), difference: formatYuan(sum - totalFen) }
      faults.push({ code: 'project.composition-not-total', params, at: 'composition' })
    }
  }
  const { land, other } = composition
  if (land !== null && land > (other ?? 0n)) {
    const params = { land: formatYuan(land), other: formatYuan(other ?? 0n) }
    faults.push({ code: 'project.land-beyond-other', params, at: 'composition.land' })
  }
  return faults
}

function fundingFaults({ funding, totalFen }: ProjectFacts): Reason[] {
  const sum = sumFen(FUNDING_SOURCES.flatMap((source) => funding[source] ?? []))
  if (totalFen === null || sum <= totalFen) return []
  return [{ code: 'project.funding-beyond-total', params: { sum: formatYuan(sum), total: formatYuan(totalFen) }, at: 'funding' }]
}

/** Gates follow one another; those that are not planned yet are passed over, and registration (入库) may come before or after the start. */
function gateFaults({ gates }: ProjectFacts): Reason[] {
  const faults: Reason[] = []
  let previous: (typeof GATES)[number] | undefined
  for (const gate of GATES) {
    const date = gates[gate]
    if (date === null) continue
    if (!isPlainDate(date)) {
      faults.push({ code: 'date.not-a-date', params: { text: date }, at: `gates.${gate}` })
      continue
    }
    if (gate === 'registration') continue
    const earlier = previous === undefined ? null : gates[previous]
    if (previous !== undefined && earlier !== null && date < earlier) {
      faults.push({
        code: 'project.gates-out-of-order',
        params: { gate, date, earlierGate: previous, earlierDate: earlier },
        at: `gates.${gate}`,
      })
    }
    previous = gate
  }
  return faults
}

function relationFaults({ projectNo, relations }: ProjectFacts): Reason[] {
  const faults: Reason[] = []
  const seen = new Set<string>()
  for (const relation of relations) {
    if (!RELATION_KINDS.includes(relation.kind)) {
      faults.push({ code: 'project.relation-unknown', params: { kind: relation.kind }, at: 'relations' })
    }
    if (relation.projectNo === projectNo) faults.push({ code: 'project.relation-to-itself', at: 'relations' })
    if (seen.has(relation.projectNo)) {
      faults.push({ code: 'project.relation-twice', params: { projectNo: relation.projectNo }, at: 'relations' })
    }
    seen.add(relation.projectNo)
  }
  return faults
}

function parcelFaults({ parcels }: ProjectFacts): Reason[] {
  const faults: Reason[] = []
  const seen = new Set<string>()
  for (const { name, areaM2, floorAreaM2 } of parcels) {
    if (seen.has(name)) faults.push({ code: 'project.parcel-twice', params: { parcel: name }, at: 'parcels' })
    seen.add(name)
    for (const areaText of [areaM2, floorAreaM2]) {
      if (typeof areaText === 'string' && !/^\d{1,12}(\.\d{1,2})?$/.test(areaText)) {
        faults.push({ code: 'project.area-not-a-number', params: { parcel: name, area: areaText }, at: 'parcels' })
      }
    }
  }
  return faults
}

function sourceFaults(facts: ProjectFacts): Reason[] {
  const fields = projectFieldTexts({ ...facts, provenance: {} })
  return Object.keys(facts.provenance)
    .filter((field) => !fields.has(field))
    .map((field) => ({ code: 'register.source-of-unknown-field', params: { field }, at: `provenance.${field}` }))
}

/** What is worth knowing of these facts and does not refuse them. */
export function projectNotices(facts: ProjectFacts, known: ProjectReferences): Reason[] {
  const { projectCode } = facts
  if (projectCode === null) return []
  const check = checkProjectCode(projectCode)
  const notices: Reason[] = []
  if (check === 'legacy') notices.push({ code: 'project.code-legacy', params: { projectCode }, at: 'projectCode' })
  const region = projectCode.split('-')[1] ?? ''
  if (known.regions !== null && !known.regions.has(region)) {
    notices.push({ code: 'project.code-region-unknown', params: { region }, at: 'projectCode' })
  }
  return notices
}
