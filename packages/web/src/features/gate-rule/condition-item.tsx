import { Button, Tag } from 'antd'
import type { ProjectType, RuleCondition } from '@ballast/contract/gate-rule.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { gateRuleTexts } from './gate-rule.texts.ts'

interface Props {
  condition: RuleCondition
  types: readonly ProjectType[]
  onEdit: (() => void) | undefined
}

export function ConditionItem({ condition, types, onEdit }: Props) {
  const t = useTexts(gateRuleTexts)
  const name = useName()
  const roleName = useRoleName()
  const { kind, typeCodes, isRequired, needsEvidence, minimumYuan, owedBy, fact, citation, sourceKind, projects } = condition
  const bound = types.filter(({ typeCode }) => typeCodes.includes(typeCode))
  return (
    <li>
      <div className="rule-text">
        <strong>{name(condition)}</strong> <Tag className="badge">{t(`kind.${kind}`)}</Tag>
        {isRequired ? null : <Tag className="badge">{t('advice')}</Tag>}
        {needsEvidence ? <Tag className="badge">{t('evidence')}</Tag> : null}
        <div className="quiet">
          {roleName(owedBy)}
          {fact === null ? null : ` · ${t(`fact.${fact}`)}`}
          {minimumYuan === null ? null : (
            <>
              {' · '}
              {t('minimum')} <Money yuan={minimumYuan} withUnit />
            </>
          )}
          {' · '}
          {bound.length === 0 ? t('allTypes') : bound.map(name).join(' / ')}
          {projects === 0 ? null : ` · ${t('brought', { count: projects })}`}
        </div>
        {citation === null ? null : (
          <div className="quiet">
            {citation}
            <SourceBadge kind={sourceKind} citation={citation} />
          </div>
        )}
      </div>
      {onEdit === undefined ? null : (
        <Button autoInsertSpace={false} size="small" aria-label={`${t('edit')} ${name(condition)}`} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </li>
  )
}
