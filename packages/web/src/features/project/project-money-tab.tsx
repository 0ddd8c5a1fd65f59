import type { Project } from '@ballast/contract/project.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { moneyFacts, projectTextsOf } from './project-facts.ts'
import { projectTexts } from './project.texts.ts'
import { useProjectEdit } from './use-project-edit.ts'
import { ShareBar } from './share-bar.tsx'

/** How the total is composed, and what pays for it. */
export function ProjectMoneyTab({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const edit = useProjectEdit(project)
  const texts = projectTextsOf(project)
  const badge = (fact: { key: string }) => <FactBadge record={project} field={fact.key} />
  const amount = (yuan: string | null) => (yuan === null ? 0n : parseYuan(yuan))
  const parts = (['construction', 'installation', 'equipment', 'other'] as const).map((part) => ({
    key: part,
    label: t(`composition.${part}`),
    amount: amount(project.composition[part]),
  }))
  const sources = Object.entries(project.funding).map(([source, yuan]) => ({
    key: source,
    label: t(`funding.${source as 'bond'}`),
    amount: amount(yuan),
  }))
  return (
    <>
      <ShareBar label={t('composition')} parts={parts} />
      <FactSheet {...edit} title={t('composition')} facts={moneyFacts(t, 'composition', texts)} renderBadge={badge} />
      <ShareBar label={t('funding')} parts={sources} />
      <FactSheet {...edit} title={t('funding')} facts={moneyFacts(t, 'funding', texts)} renderBadge={badge} />
    </>
  )
}
