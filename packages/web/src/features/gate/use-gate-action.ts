import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { RouteRequest } from '@ballast/contract/route.ts'
import type { RouteId, Routes } from '@ballast/contract/routes.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { gateTexts } from './gate.texts.ts'

/** What a change of a gate touches. */
const TOUCHED = ['gate.', 'commitment.', 'project.', 'cockpit.', 'light.', 'gantt.', 'registration.']

/** One change of a project's gates; whoever was too late sees at once how they stand now. */
export function useGateAction<Id extends RouteId>(id: Id, onDone: () => void) {
  const t = useTexts(gateTexts)
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const action = useAction(id, TOUCHED)
  const run = (request: RouteRequest<Routes[Id]>) =>
    action.mutate(request, {
      onSuccess: () => {
        void message.success(t('saved'))
        onDone()
      },
      onError: (error: ProblemError) => {
        if (error.problem?.code === 'changed-meanwhile')
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) => ['gate.show', 'commitment.list', 'project.show'].includes(String(queryKey[0])),
          })
      },
    })
  return { run, error: action.error, isPending: action.isPending }
}
