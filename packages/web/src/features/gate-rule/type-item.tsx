import { Button, Tag } from 'antd'
import type { ProjectType } from '@ballast/contract/gate-rule.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { gateRuleTexts } from './gate-rule.texts.ts'

/** A type on one line: its gates in their order, with the usual distances between them. */
export function TypeItem({ type, onEdit }: { type: ProjectType; onEdit: (() => void) | undefined }) {
  const t = useTexts(gateRuleTexts)
  const name = useName()
  const gateName = useGateName()
  return (
    <li>
      <div className="rule-text">
        <strong>{name(type)}</strong> <span className="quiet">{t('projects', { count: type.projects })}</span>
        <ol className="type-gates">
          {type.gates.map(({ gate, isBlocking, offsetWorkdays }) => (
            <li key={gate}>
              {offsetWorkdays === null ? null : <span className="quiet number">{t('workdays', { count: offsetWorkdays })} →</span>}{' '}
              <Tag title={isBlocking ? t('blocking') : t('notBlocking')}>
                {gateName(gate)}
                {isBlocking ? null : ` · ${t('notBlocking')}`}
              </Tag>
            </li>
          ))}
        </ol>
      </div>
      {onEdit === undefined ? null : (
        <Button autoInsertSpace={false} size="small" aria-label={`${t('edit')} ${name(type)}`} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </li>
  )
}
