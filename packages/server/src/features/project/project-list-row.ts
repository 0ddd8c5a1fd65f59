import type { ProjectListRow } from '@ballast/contract/project.ts'
import {
  COMPOSITION_PARTS,
  GATES,
  type CompositionPart,
  type Gate,
  type ProjectNature,
  type RowSourceKind,
} from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { isPublished } from '@ballast/domain/shared/row-facts.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import { listedSources, type SourceKinds } from '../../platform/provenance.ts'

/** A project as the list reads it. */
export interface ProjectListRecord {
  projectId: Uuid
  version: bigint
  projectNo: string
  projectCode: string | null
  nameZh: string
  nameEn: string | null
  shortName: string | null
  ownerId: Uuid | null
  ownerName: string | null
  ownerNameEn: string | null
  ownerCreditCode: string | null
  categoryCode: string | null
  clusterCode: string | null
  industryCode: string | null
  nature: ProjectNature | null
  total: bigint | null
  construction: bigint | null
  installation: bigint | null
  equipment: bigint | null
  other: bigint | null
  land: bigint | null
  gates: Partial<Record<Gate, PlainDate>> | null
  bureauCode: string | null
  serviceManager: string | null
  address: string | null
  statAreaCode: string | null
  tags: string[]
  custom: Record<string, string>
  notes: string | null
  sourceKind: RowSourceKind
  citation: string | null
  modifiedAt: Instant
  modifiedBy: string
  plan: bigint | null
  planSourceKind: RowSourceKind | null
  /** Main names of its parcels, Chinese and English. */
  places: [string, string | null][] | null
  sources: SourceKinds | null
}

const yuan = (amount: bigint | null): string | null => (amount === null ? null : formatYuan(amount))

/** The row of the list; when only public facts are asked for, without the facts that are not published. */
export function projectListRow(row: ProjectListRecord, publicOnly: boolean): ProjectListRow {
  const isHidden = (field: string) => publicOnly && !isPublished({ kind: row.sources?.[field] as never })
  const shown = <T>(field: string, value: T): T | null => (isHidden(field) ? null : value)
  const parts = <K extends string, V>(group: string, names: readonly K[], read: (name: K) => V | null) =>
    Object.fromEntries(names.map((name) => [name, shown(`${group}.${name}`, read(name))])) as Record<K, V | null>
  const places = shown('parcels', row.places) ?? []
  const texts = {
    projectCode: shown('projectCode', row.projectCode),
    nameEn: shown('nameEn', row.nameEn),
    shortName: shown('shortName', row.shortName),
    categoryCode: shown('categoryCode', row.categoryCode),
    clusterCode: shown('clusterCode', row.clusterCode),
    industryCode: shown('industryCode', row.industryCode),
    nature: shown('nature', row.nature),
    bureauCode: shown('bureauCode', row.bureauCode),
    serviceManager: shown('serviceManager', row.serviceManager),
    address: shown('address', row.address),
    statAreaCode: shown('statAreaCode', row.statAreaCode),
    tags: shown('tags', row.tags) ?? [],
    notes: shown('notes', row.notes),
  }
  const owner =
    row.ownerId === null || isHidden('owner')
      ? null
      : { enterpriseId: row.ownerId, nameZh: row.ownerName as string, nameEn: row.ownerNameEn, creditCode: row.ownerCreditCode }
  const composition = parts<CompositionPart, string>('composition', COMPOSITION_PARTS, (part) => yuan(row[part]))
  const gates = parts<Gate, PlainDate>('gates', GATES, (gate) => row.gates?.[gate] ?? null)
  const custom = Object.fromEntries(Object.entries(row.custom).filter(([code]) => !isHidden(`custom.${code}`)))
  const prefixed = (group: string, values: object) => Object.entries(values).map(([name, value]) => [`${group}.${name}`, value])
  const values = {
    ...texts,
    nameZh: row.nameZh,
    owner,
    totalFen: row.total,
    parcels: places,
    ...Object.fromEntries([...prefixed('composition', composition), ...prefixed('gates', gates), ...prefixed('custom', custom)]),
  }
  return {
    ...texts,
    projectId: row.projectId,
    version: row.version.toString(),
    projectNo: row.projectNo,
    nameZh: row.nameZh,
    owner,
    totalYuan: yuan(row.total),
    composition,
    gates,
    custom,
    sourceKind: row.sourceKind,
    citation: row.citation,
    modifiedAt: row.modifiedAt,
    modifiedBy: row.modifiedBy,
    planYuan: yuan(row.plan),
    planSourceKind: row.planSourceKind,
    parcels: places.length,
    parcelNames: places.map(([name]) => name),
    parcelNamesEn: places.map(([name, nameEn]) => nameEn ?? name),
    ...listedSources(row.sources, values),
  }
}
