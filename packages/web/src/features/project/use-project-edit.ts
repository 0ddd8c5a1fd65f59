import type { Project } from '@ballast/contract/project.ts'
import { useAction } from '../../app/api.ts'
import { useMay } from '../../app/session.tsx'
import type { CodeNames } from './code-names.ts'
import { projectPatchOf, projectTextsOf } from './project-facts.ts'

/** Saving facts of a project over the version that was seen, and reading what somebody else saved meanwhile. */
export function useProjectEdit(project: Project, codes?: CodeNames) {
  const edit = useAction('project.edit', ['project.', 'enterprise.', 'code-list.', 'plan.', 'cockpit.', 'gantt.'])
  return {
    version: project.version,
    mayEdit: useMay('project.edit'),
    save: (changes: Record<string, string>, ifMatch: string) =>
      edit.mutateAsync({
        params: { projectId: project.projectId },
        body: projectPatchOf(changes, codes?.lists?.customFields),
        ifMatch,
      }),
    readCurrent: (current: unknown) => ({ version: (current as Project).version, texts: projectTextsOf(current as Project) }),
  }
}
