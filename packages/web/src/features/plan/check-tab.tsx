import { usePersonName } from '../../app/person-name.ts'
import { Alert, Button, Select, Tag, Tooltip } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useState } from 'react'
import type { PlanBreach, PlanCheckAnswer } from '@ballast/contract/plan-edit.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { AcceptDialog } from './accept-dialog.tsx'
import { MendLink } from './mend-link.tsx'
import { planRuleTexts, titleOfRule } from './plan-rules.texts.ts'
import { PlanTable } from './plan-table.tsx'
import { planTexts } from './plan.texts.ts'
import { ofVersion, usePlan } from './use-plan.ts'

export function CheckTab() {
  const view = usePlan()
  const query = useRoute('plan.check', ofVersion(view), { keepPrevious: true })
  return <Loaded query={query}>{(data) => <Check data={data} />}</Loaded>
}

function Figure({ label, yuan, tone }: { label: string; yuan: string; tone?: 'good' | 'bad' }) {
  return (
    <div className={`plan-figure ${tone ?? ''}`}>
      <div className="quiet">{label}</div>
      <div className="value">
        <Money yuan={yuan} unit="yi" digits={4} withUnit />
      </div>
    </div>
  )
}

function Check({ data }: { data: PlanCheckAnswer }) {
  const t = useTexts(planTexts)
  const ruleText = useTexts(planRuleTexts)
  const { search, setSearch } = usePlan()
  const isFloating = parseYuan(data.floatingYuan) !== 0n
  const rules = [...new Set(data.breaches.map((breach) => breach.rule))]
  const shown = data.breaches.filter((breach) => search.rule === undefined || breach.rule === search.rule)
  const errors = shown.filter((breach) => breach.severity === 'error')
  const warnings = shown.filter((breach) => breach.severity === 'warning')
  return (
    <>
      <div className="plan-figures">
        <Figure label={t('floating')} yuan={data.floatingYuan} tone={isFloating ? 'bad' : 'good'} />
        <Figure label={t('target')} yuan={data.targetYuan} />
        <Figure label={t('planned')} yuan={data.plannedYuan} />
        <Figure label={t('unplanned')} yuan={data.unplannedYuan} />
        <Figure label={t('unplaced')} yuan={data.unplacedYuan} />
      </div>
      {isFloating ? null : <Alert type="success" showIcon title={t('nothingFloats')} className="plan-hint" />}
      {rules.length > 1 ? (
        <div className="plan-bar">
          <Select
            aria-label={t('rule')}
            allowClear
            placeholder={t('allRules')}
            value={search.rule}
            style={{ minWidth: 260 }}
            options={rules.map((rule) => ({
              value: rule,
              label: `${titleOfRule(rule, ruleText)} (${data.breaches.filter((breach) => breach.rule === rule).length})`,
            }))}
            onChange={(rule?: string) => setSearch({ rule })}
          />
        </div>
      ) : null}
      <h2 className="plan-section">
        {t('errors')} <Tag color={errors.length > 0 ? 'red' : 'green'}>{errors.length}</Tag>
      </h2>
      {errors.length === 0 ? <Alert type="success" title={t('noErrors')} /> : <Breaches rows={errors} />}
      <h2 className="plan-section">
        {t('warnings')} <Tag color={warnings.length > 0 ? 'gold' : 'green'}>{warnings.length}</Tag>
        {data.openWarnings > 0 ? <span className="quiet">{t('openWarnings', { count: data.openWarnings })}</span> : null}
      </h2>
      {warnings.length === 0 ? <Alert type="success" title={t('noWarnings')} /> : <Breaches rows={warnings} />}
    </>
  )
}

function Breaches({ rows }: { rows: PlanBreach[] }) {
  const t = useTexts(planTexts)
  const ruleText = useTexts(planRuleTexts)
  const personOf = usePersonName()
  const { version, canEdit } = usePlan()
  const [accepting, setAccepting] = useState<PlanBreach | null>(null)
  const withdraw = useAction('plan.withdraw-acceptance', ['plan.', 'cockpit.'])
  const columns: ColumnType<PlanBreach>[] = [
    {
      title: t('finding'),
      width: 480,
      render: (_, { sentence, code, kind, acceptance }) => (
        <>
          {code === '' || kind === 'target' ? null : <code>{code} </code>}
          {sentence}
          {acceptance === null ? null : (
            <div className="quiet">{t('acceptedBecause', { reason: acceptance.reason, by: personOf(acceptance.acceptedBy) })}</div>
          )}
        </>
      ),
    },
    {
      title: t('withUnit', { name: t('amount'), unit: t('wan') }),
      align: 'right',
      width: 160,
      render: (_, row) => (parseYuan(row.amountYuan) === 0n ? '—' : <Money yuan={row.amountYuan} />),
    },
    { title: t('rule'), width: 220, render: (_, { rule }) => <Tooltip title={rule}>{titleOfRule(rule, ruleText)}</Tooltip> },
    {
      title: t('actions'),
      className: 'no-print',
      width: 190,
      render: (_, row) => (
        <>
          <MendLink breach={row} />
          {canEdit && row.severity === 'warning' ? (
            row.acceptance === null ? (
              <Button size="small" type="link" onClick={() => setAccepting(row)}>
                {t('accept')}
              </Button>
            ) : (
              <Button
                size="small"
                type="link"
                onClick={() =>
                  withdraw.mutate({ params: { versionId: version.versionId }, query: { rule: row.rule, subject: row.subject } })
                }
              >
                {t('withdraw')}
              </Button>
            )
          ) : null}
        </>
      ),
    },
  ]
  return (
    <>
      {withdraw.error ? <ProblemAlert error={withdraw.error} /> : null}
      <PlanTable<PlanBreach>
        rowKey={(row) => `${row.rule} ${row.subject}`}
        columns={columns}
        dataSource={rows}
        pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        scroll={{ x: 1000 }}
      />
      {accepting === null ? null : (
        <AcceptDialog
          breach={accepting}
          others={rows.filter((row) => row !== accepting && row.rule === accepting.rule && row.acceptance === null)}
          onClose={() => setAccepting(null)}
        />
      )}
    </>
  )
}
