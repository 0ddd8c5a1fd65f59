import { App } from 'antd'
import type { RouteRequest } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { gateRuleTexts } from './gate-rule.texts.ts'

type RuleAction = Extract<keyof Routes, `gate-rule.${'save' | 'remove'}-${string}`>

/** One change of the rules; gates of every project are asked anew afterwards. */
export function useRuleAction<Id extends RuleAction>(id: Id, onDone: () => void) {
  const t = useTexts(gateRuleTexts)
  const { message } = App.useApp()
  const action = useAction(id, ['gate-rule.', 'gate.'])
  const run = (request: RouteRequest<Routes[Id]>) =>
    action.mutate(request, {
      onSuccess: () => {
        void message.success(t(id.startsWith('gate-rule.save') ? 'saved' : 'removed'))
        onDone()
      },
    })
  return { run, error: action.error, isPending: action.isPending, reset: action.reset }
}
