import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { GateRules, ProjectType, RuleCondition } from '@ballast/contract/gate-rule.ts'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { ConditionDrawer } from './condition-drawer.tsx'
import { ConditionItem } from './condition-item.tsx'
import { gateRuleTexts } from './gate-rule.texts.ts'
import { TypeDrawer } from './type-drawer.tsx'
import { TypeItem } from './type-item.tsx'
import './gate-rule.css'

/** The zone's procedure as data: project types with their gates, and what each gate needs. */
export function GateRulesPage() {
  const t = useTexts(gateRuleTexts)
  const query = useRoute('gate-rule.list', {})
  return (
    <Page title={t('title')} subtitle={t('hint')}>
      <Loaded query={query}>{(rules) => <Rules rules={rules} />}</Loaded>
    </Page>
  )
}

function Rules({ rules }: { rules: GateRules }) {
  const t = useTexts(gateRuleTexts)
  const gateName = useGateName()
  const mayEdit = useMay('gate-rule.save-type')
  const [type, setType] = useState<ProjectType | 'new'>()
  const [condition, setCondition] = useState<RuleCondition | 'new'>()
  const byGate = LIFE_GATES.map((gate) => ({ gate, conditions: rules.conditions.filter((one) => one.gate === gate) }))
  return (
    <div className="gate-rules">
      <section className="card" aria-label={t('types')}>
        <Flex justify="space-between" align="center" wrap gap={8}>
          <h2>{t('types')}</h2>
          {mayEdit ? (
            <Button size="small" icon={<PlusOutlined />} onClick={() => setType('new')}>
              {t('newType')}
            </Button>
          ) : null}
        </Flex>
        {rules.types.length === 0 ? <p className="quiet">{t('noTypes')}</p> : null}
        <ul className="rule-list">
          {rules.types.map((one) => (
            <TypeItem key={one.typeCode} type={one} onEdit={mayEdit ? () => setType(one) : undefined} />
          ))}
        </ul>
      </section>
      <section className="card" aria-label={t('conditions')}>
        <Flex justify="space-between" align="center" wrap gap={8}>
          <h2>{t('conditions')}</h2>
          {mayEdit ? (
            <Button size="small" icon={<PlusOutlined />} onClick={() => setCondition('new')}>
              {t('newCondition')}
            </Button>
          ) : null}
        </Flex>
        {rules.conditions.length === 0 ? <p className="quiet">{t('noConditions')}</p> : null}
        {byGate.map(({ gate, conditions }) =>
          conditions.length === 0 ? null : (
            <section key={gate} aria-label={gateName(gate)}>
              <h3>{gateName(gate)}</h3>
              <ul className="rule-list">
                {conditions.map((one) => (
                  <ConditionItem
                    key={one.conditionCode}
                    condition={one}
                    types={rules.types}
                    onEdit={mayEdit ? () => setCondition(one) : undefined}
                  />
                ))}
              </ul>
            </section>
          ),
        )}
      </section>
      {type === undefined ? null : <TypeDrawer type={type === 'new' ? undefined : type} onClose={() => setType(undefined)} />}
      {condition === undefined ? null : (
        <ConditionDrawer
          condition={condition === 'new' ? undefined : condition}
          types={rules.types}
          onClose={() => setCondition(undefined)}
        />
      )}
    </div>
  )
}
