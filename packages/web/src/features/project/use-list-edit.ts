import { App } from 'antd'
import { useState } from 'react'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Project, ProjectPatch } from '@ballast/contract/project.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { registerTexts } from '../../ui/register.texts.ts'

/**
 * Edits one list of a project as a whole. When somebody else changed other facts meanwhile, the list is saved over their
 * version; when they changed the same list, their save stands and is shown.
 */
export function useListEdit<Item>(
  project: Project,
  of: { read: (project: Project) => readonly Item[]; patch: (items: readonly Item[]) => ProjectPatch },
) {
  const r = useTexts(registerTexts)
  const { message } = App.useApp()
  const edit = useAction('project.edit', ['project.', 'parcel.', 'enterprise.', 'plan.', 'cockpit.'])
  const [form, setForm] = useState<{ version: string; before: readonly Item[]; items: readonly Item[] } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const begin = () => {
    setError(null)
    const before = of.read(project)
    setForm({ version: project.version, before, items: before })
  }
  const send = (items: readonly Item[], ifMatch: string) =>
    edit.mutateAsync({ params: { projectId: project.projectId }, body: of.patch(items), ifMatch })
  const save = async () => {
    if (form === null) return
    setError(null)
    try {
      await send(form.items, form.version).catch((problem: unknown) => {
        const current =
          problem instanceof ProblemError && problem.problem.code === 'changed-meanwhile'
            ? (problem.problem.extra?.['current'] as Project | undefined)
            : undefined
        const isSameList = current !== undefined && JSON.stringify(of.read(current)) === JSON.stringify(form.before)
        if (!isSameList) throw problem
        return send(form.items, current.version)
      })
      setForm(null)
      void message.success(r('saved'))
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return {
    items: form?.items ?? null,
    set: (items: readonly Item[]) => setForm((old) => old && { ...old, items }),
    begin,
    cancel: () => {
      setForm(null)
      setError(null)
    },
    save,
    isSaving: edit.isPending,
    error,
  }
}
