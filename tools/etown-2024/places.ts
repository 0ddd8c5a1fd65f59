import { areaWeight, sharesByWeight } from '../../packages/domain/src/plan/share.ts'
import { BUSINESS_DATE } from './dates.ts'
import type { Site } from './layout.ts'
import { ASSUMED_AREAS, PUBLIC_PARCELS } from './public-parcels.ts'
import type { Place } from './public-projects.ts'
import type { Random } from './random.ts'
import type { PlannedProject } from './simulate-projects.ts'

export interface SimulatedParcel {
  readonly name: string
  readonly nameEn: string
  readonly place: Place
  readonly landUse: string
  readonly areaM2: string
  /** Set where the area is published although the plot's name is not. */
  readonly areaCitation: string | undefined
  readonly floorAreaM2: string
  readonly status: string
  readonly supplyMode: string | undefined
  readonly priceWan: number | undefined
  readonly dealOn: string | undefined
}

export interface Corridor {
  readonly name: string
  readonly nameEn: string
  readonly landUse: string
  readonly place: Place
  /** Counted within its district. */
  readonly ordinal: number
  readonly blocks: number
  readonly isRailway: boolean
  readonly citation: string | undefined
}

export interface Share {
  readonly projectNo: string
  readonly parcel: string
  readonly sharePct: string
  readonly method: 'area' | 'floor_area' | 'by_hand'
  /** The part of the parcel that the project uses, where it is not all of it. */
  readonly areaM2: string | undefined
}

export interface Places {
  readonly parcels: SimulatedParcel[]
  readonly corridors: Corridor[]
  readonly shares: Share[]
  /** Everything that needs an outline. */
  readonly sites: Site[]
}

const M2_PER_MU = 2000 / 3

/** Puts every planned project on the plots that are published for it, or on simulated plots and corridors. */
export function placeProjects(projects: readonly PlannedProject[], random: Random): Places {
  const parcels: SimulatedParcel[] = []
  const corridors: Corridor[] = []
  const shares: Share[] = []
  const corridorsIn = new Map<Place, number>()
  let lastPrimary: SimulatedParcel | undefined

  const addParcel = (project: PlannedProject, areaM2: number, parts: number): SimulatedParcel => {
    const { facts, kind, gates, stage } = project
    const floor = facts?.floorAreaM2 ?? areaM2 * random.between(...kind.far)
    const isAwarded2024 = stage === 'starting' && kind.awarded
    const published = facts?.siteAreaM2 === undefined ? undefined : facts.citation
    const parcel: SimulatedParcel = {
      name: `模拟地块${String(parcels.length + 1).padStart(3, '0')}`,
      nameEn: `Simulated parcel ${String(parcels.length + 1).padStart(3, '0')}`,
      place: project.place,
      landUse: kind.landUse,
      areaM2: published === undefined ? String(Math.round(areaM2)) : areaM2.toFixed(2).replace(/\.?0+$/, ''),
      areaCitation: published,
      floorAreaM2: (floor / (facts?.floorAreaM2 === undefined ? 1 : parts)).toFixed(0),
      status: stage !== 'starting' ? 'building' : (gates.land_award ?? '9999') < BUSINESS_DATE ? 'supplied' : 'ready',
      supplyMode: kind.awarded
        ? random.pick(['transfer-20', 'transfer-20', 'lease-then-transfer', 'transfer-50'])
        : kind.tag === '城市更新'
          ? 'renewal'
          : 'allocation',
      priceWan: isAwarded2024 && project.annual[4] > 0 ? Math.floor(project.annual[4] / parts) : undefined,
      dealOn: kind.awarded ? gates.land_award : undefined,
    }
    parcels.push(parcel)
    return parcel
  }

  const addCorridor = (project: PlannedProject): Corridor => {
    const { facts, kind, place } = project
    const ordinal = corridorsIn.get(place) ?? 0
    corridorsIn.set(place, ordinal + 1)
    const number = String(corridors.filter(({ citation }) => citation === undefined).length + 1).padStart(3, '0')
    const corridor: Corridor = {
      name: facts === undefined ? `模拟走廊${number}` : `${facts.nameZh.replace('工程', '')}走廊`,
      nameEn: facts === undefined ? `Simulated corridor ${number}` : `${facts.nameEn}, corridor`,
      landUse: kind.corridor as string,
      place,
      ordinal,
      blocks: random.whole(2, 4),
      isRailway: facts?.nameZh === '市郊铁路亦庄线',
      citation: facts?.citation,
    }
    corridors.push(corridor)
    return corridor
  }

  const share = (project: PlannedProject, parcel: string, ppm: bigint, method: Share['method'], areaM2?: string) =>
    shares.push({
      projectNo: project.projectNo,
      parcel,
      sharePct: `${ppm / 10_000n}.${String(ppm % 10_000n).padStart(4, '0')}`,
      method,
      areaM2,
    })

  const byWeight = (project: PlannedProject, names: readonly string[], weights: readonly string[], method: Share['method']) => {
    const ppm = sharesByWeight(weights.map(areaWeight))
    names.forEach((name, index) => share(project, name, ppm[index] as bigint, method))
  }

  for (const project of projects) {
    const { facts, kind, kindName } = project
    if (facts?.parcels) {
      const areas = facts.parcels.map((name) => {
        const published = PUBLIC_PARCELS.find((parcel) => parcel.name === name)
        return published?.areaM2 ?? (ASSUMED_AREAS[name] as string)
      })
      byWeight(project, facts.parcels, areas, 'area')
      continue
    }
    if (kind.corridor) {
      const corridor = addCorridor(project)
      if (kind.corridor !== 'railway') {
        share(project, corridor.name, 1_000_000n, 'by_hand')
        continue
      }
      // A railway also stands on the ground of its stations.
      const station = addParcel({ ...project, kind: { ...kind, landUse: 'transport' } }, random.whole(9_000, 22_000), 1)
      share(project, corridor.name, 850_000n, 'by_hand')
      share(project, station.name, 150_000n, 'by_hand')
      continue
    }
    if (kindName === 'kindergarten' && lastPrimary) {
      // A kindergarten stands in a corner of a school's ground.
      share(project, lastPrimary.name, 1_000_000n, 'by_hand', String(Math.round(Number(lastPrimary.areaM2) / 4)))
      lastPrimary = undefined
      continue
    }
    const [least, most] = kind.siteM2
    const wanted = facts?.siteAreaM2 ?? Math.min(most, Math.max(least, (project.totalWan / random.between(...kind.perMuWan)) * M2_PER_MU))
    const parts = facts?.siteAreaM2 !== undefined || wanted < 45_000 ? 1 : random.next() < 0.35 ? 2 : random.next() < 0.15 ? 3 : 1
    const cuts = Array.from({ length: parts }, () => random.between(0.7, 1.3))
    const whole = cuts.reduce((sum, cut) => sum + cut, 0)
    const own = cuts.map((cut) => addParcel(project, (wanted * cut) / whole, parts))
    if (kindName === 'primary') lastPrimary = own[0]
    const method = parts > 1 && random.next() < 0.4 ? 'floor_area' : 'area'
    byWeight(
      project,
      own.map(({ name }) => name),
      own.map((parcel) => (method === 'area' ? parcel.areaM2 : parcel.floorAreaM2)),
      method,
    )
  }

  const sites = [
    ...PUBLIC_PARCELS.map(({ name, place, areaM2 }): Site => ({ name, place, areaM2: Number(areaM2 ?? ASSUMED_AREAS[name]) })),
    ...parcels.map(({ name, place, areaM2 }): Site => ({ name, place, areaM2: Number(areaM2) })),
  ]
  return { parcels, corridors, shares, sites }
}
