import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Flex, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { Scenario } from '@ballast/contract/scenario.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { CompareTable } from './compare-table.tsx'
import { signed, yearOf } from './say.ts'
import { whatIfTexts } from './what-if.texts.ts'

const MOST = 4

interface Props {
  readonly scenarios: readonly Scenario[]
  readonly runId: string
  readonly openId: string | undefined
  readonly compared: readonly string[]
  readonly onOpen: (scenario: Scenario) => void
  readonly onCompare: (ids: string[]) => void
}

/** What was kept: mine and what others share; opened, laid side by side, sent, planned from. */
export function ScenariosCard({ scenarios, runId, openId, compared, onOpen, onCompare }: Props) {
  const t = useTexts(whatIfTexts)
  const { locale } = useLanguage()
  const chosen = scenarios.filter(({ scenarioId }) => compared.includes(scenarioId))
  const toggle = (id: string) => onCompare(compared.includes(id) ? compared.filter((one) => one !== id) : [...compared, id])
  return (
    <section className="card">
      <h2>{t('scenarios')}</h2>
      {scenarios.length === 0 ? <p className="quiet">{t('noScenarios')}</p> : null}
      <ul className="what-if-scenarios">
        {scenarios.map((scenario) => {
          const moved = parseYuan(yearOf(scenario.outcome)?.p50Yuan ?? '0') - parseYuan(yearOf(scenario.base)?.p50Yuan ?? '0')
          return (
            <li key={scenario.scenarioId} className={scenario.scenarioId === openId ? 'open' : ''}>
              <Flex wrap gap={8} align="center">
                <Checkbox
                  aria-label={`${t('compare')} ${scenario.name}`}
                  checked={compared.includes(scenario.scenarioId)}
                  disabled={!compared.includes(scenario.scenarioId) && compared.length >= MOST}
                  onChange={() => toggle(scenario.scenarioId)}
                />
                <b>{scenario.name}</b>
                <span className="number">{signed(drawYi(moved, 2))}</span>
                <Tag>{scenario.isMine ? t('mine') : locale === 'en' ? scenario.ownerNameEn : scenario.ownerNameZh}</Tag>
                {scenario.isShared ? <Tag color="green">{t('shared')}</Tag> : null}
                {scenario.runId === runId ? null : <Tag>{t('otherRun', { asOf: scenario.asOf })}</Tag>}
                <Button size="small" onClick={() => onOpen(scenario)}>
                  {t('open')}
                </Button>
                <ScenarioActions scenario={scenario} />
              </Flex>
            </li>
          )
        })}
      </ul>
      {scenarios.length > 0 ? <p className="quiet">{t('compareMost')}</p> : null}
      {chosen.length === 0 ? null : <CompareTable scenarios={chosen} />}
    </section>
  )
}

function ScenarioActions({ scenario }: { scenario: Scenario }) {
  const t = useTexts(whatIfTexts)
  const edit = useAction('scenario.edit', ['scenario.'])
  const remove = useAction('scenario.remove', ['scenario.'])
  const draft = useAction('scenario.draft-plan', ['plan.'])
  const mayPlan = useMay('scenario.draft-plan')
  const [isCopied, setIsCopied] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const { scenarioId, version, isMine, isShared } = scenario
  const params = { scenarioId }
  const copy = () => {
    const link = `${location.origin}/forecast/what-if?scenario=${scenarioId}`
    void navigator.clipboard.writeText(link).then(() => setIsCopied(true))
  }
  const error = edit.error ?? remove.error ?? draft.error
  return (
    <>
      {isShared ? (
        <Button size="small" onClick={copy}>
          {isCopied ? t('copied') : t('copy')}
        </Button>
      ) : null}
      {isMine ? (
        <>
          <Button
            size="small"
            loading={edit.isPending}
            onClick={() => edit.mutate({ params, body: { isShared: !isShared }, ifMatch: version })}
          >
            {isShared ? t('unshare') : t('share')}
          </Button>
          <Button size="small" onClick={() => setIsAsked(true)}>
            {t('delete')}
          </Button>
        </>
      ) : null}
      {mayPlan ? (
        <Button size="small" loading={draft.isPending} onClick={() => draft.mutate({ params, body: {} })}>
          {t('toPlan')}
        </Button>
      ) : null}
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {draft.data === undefined ? null : (
        <Alert
          type="success"
          showIcon
          style={{ flexBasis: '100%' }}
          title={
            <>
              {t('planned2', { count: draft.data.planned })}{' '}
              <Link to="/plan" search={{ versionId: draft.data.versionId, tab: 'diff' } as never} className="underlined">
                {t('openPlan')}
              </Link>
            </>
          }
          description={draft.data.leftOut.length === 0 ? undefined : `${t('leftOut')} ${draft.data.leftOut.join('; ')}`}
        />
      )}
      {isAsked ? (
        <Modal
          open
          title={t('deleteSure', { name: scenario.name })}
          okText={t('delete')}
          okButtonProps={{ danger: true, loading: remove.isPending }}
          onOk={() => remove.mutate({ params, ifMatch: version })}
          onCancel={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}
