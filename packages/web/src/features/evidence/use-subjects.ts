import type { Evidence } from '@ballast/contract/evidence.ts'
import type { GateSheet } from '@ballast/contract/gate.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { evidenceTexts } from './evidence.texts.ts'
import type { Subject } from './uploads.ts'

export interface SubjectGroup {
  readonly title: string
  readonly subjects: readonly { readonly subject: Subject; readonly name: string; readonly key: string }[]
}

export const keyOf = ({ subjectType, subjectId }: Pick<Evidence, 'subjectType' | 'subjectId'>): string => `${subjectType} ${subjectId}`

/** Everything of a project that a file can prove: itself, then its gates in their order, each with its conditions. */
export function useSubjects(projectId: string, sheet: GateSheet | undefined): SubjectGroup[] {
  const t = useTexts(evidenceTexts)
  const name = useName()
  const gateName = useGateName()
  const entry = (subjectType: Subject['subjectType'], subjectId: string, title: string) => {
    const subject = { projectId, subjectType, subjectId }
    return { subject, name: title, key: keyOf(subject) }
  }
  const gates = (sheet?.gates ?? []).map(({ gate, conditions }) => ({
    title: gateName(gate),
    subjects: [
      entry('gate', gate, t('gateItself', { gate: gateName(gate) })),
      ...conditions.filter(({ kind }) => kind !== 'fact').map((condition) => entry('condition', condition.conditionCode, name(condition))),
    ],
  }))
  return [{ title: t('wholeProject'), subjects: [entry('project', projectId, t('wholeProject'))] }, ...gates]
}
