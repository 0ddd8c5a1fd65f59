import type { Project, ProjectListRow, ProjectPatch } from '@ballast/contract/project.ts'
import { COMPOSITION_PARTS, FUNDING_SOURCES, GATES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import type { CustomField } from '@ballast/contract/code-list.ts'
import type { Translate } from '../../app/language.tsx'
import { splitList, type Fact } from '../../ui/fact-fields.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import type { CodeNames } from './code-names.ts'
import { customValue } from './custom-facts.ts'
import type { ProjectTextKey } from './project.texts.ts'

/** The texts of a project's facts by field, as they are edited: money in 万元, empty for unknown. */
export function projectTextsOf(row: ProjectListRow | Project): Record<string, string> {
  const texts: Record<string, string> = {
    projectNo: row.projectNo,
    projectCode: row.projectCode ?? '',
    nameZh: row.nameZh,
    nameEn: row.nameEn ?? '',
    shortName: row.shortName ?? '',
    owner: row.owner?.nameZh ?? '',
    categoryCode: row.categoryCode ?? '',
    clusterCode: row.clusterCode ?? '',
    industryCode: row.industryCode ?? '',
    nature: row.nature ?? '',
    totalFen: wanOfYuan(row.totalYuan),
    bureauCode: row.bureauCode ?? '',
    serviceManager: row.serviceManager ?? '',
    address: row.address ?? '',
    statAreaCode: row.statAreaCode ?? '',
    tags: row.tags.join('、'),
    notes: row.notes ?? '',
  }
  for (const gate of GATES) texts[`gates.${gate}`] = row.gates[gate] ?? ''
  for (const part of COMPOSITION_PARTS) texts[`composition.${part}`] = wanOfYuan(row.composition[part])
  if ('funding' in row) for (const source of FUNDING_SOURCES) texts[`funding.${source}`] = wanOfYuan(row.funding[source])
  for (const [code, value] of Object.entries(row.custom)) texts[`custom.${code}`] = value ?? ''
  return texts
}

/** Changed texts → what the server is asked to change. Empty clears a fact. */
export function projectPatchOf(changes: Readonly<Record<string, string>>, customFields: readonly CustomField[] = []): ProjectPatch {
  const patch: Record<string, unknown> = {}
  for (const [key, typed] of Object.entries(changes)) {
    const text = typed.trim()
    const [group, part] = key.split('.') as [string, string | undefined]
    if (part === undefined) {
      if (key === 'totalFen') patch['totalYuan'] = yuanOfWan(text) ?? null
      else if (key === 'tags') patch['tags'] = splitList(text)
      else patch[key] = text === '' ? null : text
      continue
    }
    const amount = () => (text === '' ? null : (yuanOfWan(text) ?? null))
    const value =
      group === 'custom'
        ? customValue(customFields, part, text)
        : group === 'composition' || group === 'funding'
          ? amount()
          : text === ''
            ? null
            : text
    patch[group] = { ...(patch[group] as object | undefined), [part]: value }
  }
  return patch
}

/** The register's facts as a form shows them. */
export function registerFacts(t: Translate<ProjectTextKey>, codes: CodeNames, texts: Readonly<Record<string, string>>): Fact[] {
  const fact = (key: ProjectTextKey, more: Partial<Fact> = {}): Fact => ({
    key,
    label: t(key),
    kind: 'text',
    value: texts[key] ?? '',
    ...more,
  })
  return [
    fact('nameZh', { required: true }),
    fact('projectNo', { required: true }),
    fact('shortName'),
    fact('nameEn'),
    fact('projectCode'),
    fact('owner'),
    fact('categoryCode', { kind: 'choice', choices: codes.choicesOf('category') }),
    fact('clusterCode', { kind: 'choice', choices: codes.choicesOf('cluster') }),
    fact('industryCode', { kind: 'suggest', choices: codes.choicesOf('industry') }),
    fact('nature', { kind: 'choice', choices: PROJECT_NATURES.map((value) => ({ value, label: t(`nature.${value}`) })) }),
    fact('totalFen', { kind: 'money' }),
    fact('bureauCode', { kind: 'choice', choices: codes.choicesOf('bureau') }),
    fact('serviceManager', {
      kind: 'suggest',
      choices: (codes.lists?.serviceManagers ?? []).map((value) => ({ value, label: codes.wordingOf(value) })),
    }),
    fact('address'),
    fact('statAreaCode'),
    fact('tags', { kind: 'list' }),
    fact('notes', { kind: 'long', wide: true }),
  ]
}

export const gateFacts = (t: Translate<ProjectTextKey>, texts: Readonly<Record<string, string>>): Fact[] =>
  GATES.map((gate) => ({ key: `gates.${gate}`, label: t(`gates.${gate}`), kind: 'date', value: texts[`gates.${gate}`] ?? '' }))

export const moneyFacts = (
  t: Translate<ProjectTextKey>,
  group: 'composition' | 'funding',
  texts: Readonly<Record<string, string>>,
): Fact[] => {
  const keys: ProjectTextKey[] =
    group === 'composition'
      ? ['totalFen', ...COMPOSITION_PARTS.map((part) => `composition.${part}` as const)]
      : FUNDING_SOURCES.map((part) => `funding.${part}` as const)
  return keys.map((key) => ({ key, label: t(key), kind: 'money', value: texts[key] ?? '' }))
}
