import { App, Button, Checkbox, Drawer, Flex, Form, Input, InputNumber, Select, Table } from 'antd'
import { useState } from 'react'
import type { ReportSettings } from '@ballast/contract/period.ts'
import { SEVERITIES } from '@ballast/domain/report/rules.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { reportTexts } from './report.texts.ts'

type Rule = ReportSettings['rules'][number]
const DAYS = ['opensAfter', 'dueAfter', 'closesAfter'] as const

/** When reports open, are due and close; how strong each rule is, and how much noise it makes. */
export function SettingsDrawer({ onClose }: { onClose: () => void }) {
  const t = useTexts(reportTexts)
  const settings = useRoute('period.settings', {})
  return (
    <Drawer open size="large" title={t('settings')} onClose={onClose}>
      <Loaded query={settings}>
        {(data) => (
          <>
            <Calendar key={data.calendar.version} calendar={data.calendar} />
            <Rules rules={data.rules} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

function Calendar({ calendar }: { calendar: ReportSettings['calendar'] }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const mayEdit = useMay('period.edit-calendar')
  const { version, ...before } = calendar
  const [now, setNow] = useState(before)
  const edit = useAction('period.edit-calendar', ['period.'])
  return (
    <section className="report-settings">
      <h2>{t('calendar')}</h2>
      <p className="quiet">{t('calendarHint')}</p>
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <Form layout="inline" component="div" disabled={!mayEdit}>
        {DAYS.map((key) => (
          <Form.Item key={key} label={t(key)} htmlFor={`calendar-${key}`}>
            <InputNumber
              id={`calendar-${key}`}
              min={1}
              max={60}
              value={now[key]}
              style={{ width: 76 }}
              onChange={(value) => setNow({ ...now, [key]: value ?? 1 })}
            />
          </Form.Item>
        ))}
        <Checkbox checked={now.joinsJanuary} onChange={({ target }) => setNow({ ...now, joinsJanuary: target.checked })}>
          {t('joinsJanuary')}
        </Checkbox>
      </Form>
      <Flex gap={8} style={{ marginTop: 8 }}>
        <Input
          aria-label={t('citation')}
          placeholder={t('citation')}
          maxLength={200}
          disabled={!mayEdit}
          value={now.citation ?? ''}
          onChange={({ target }) => setNow({ ...now, citation: target.value === '' ? null : target.value })}
        />
        {mayEdit ? (
          <Button
            type="primary"
            loading={edit.isPending}
            disabled={JSON.stringify(now) === JSON.stringify(before)}
            onClick={() => edit.mutate({ body: now, ifMatch: version }, { onSuccess: () => void message.success(t('saved')) })}
          >
            {t('save')}
          </Button>
        ) : null}
      </Flex>
    </section>
  )
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const mayEdit = useMay('period.edit-rule')
  const edit = useAction('period.edit-rule', ['period.', 'report.'])
  return (
    <section className="report-settings">
      <h2>{t('rules')}</h2>
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <Table<Rule>
        size="small"
        rowKey="rule"
        pagination={false}
        dataSource={[...rules]}
        scroll={{ x: 560 }}
        columns={[
          { key: 'rule', title: t('rule'), render: (_, { rule }) => `${rule} ${t(`rule.${rule}`)}` },
          {
            key: 'severity',
            title: t('severity'),
            width: 150,
            render: (_, { rule, severity, version }) => (
              <Select
                size="small"
                aria-label={`${t('severity')} ${rule}`}
                disabled={!mayEdit}
                style={{ width: 130 }}
                value={severity}
                options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
                onChange={(value) =>
                  edit.mutate(
                    { params: { rule }, body: { severity: value }, ifMatch: version },
                    { onSuccess: () => void message.success(t('saved')) },
                  )
                }
              />
            ),
          },
          { key: 'refused', title: t('refused'), dataIndex: 'refused', align: 'right', width: 90 },
          { key: 'accepted', title: t('accepted'), dataIndex: 'accepted', align: 'right', width: 110 },
        ]}
      />
    </section>
  )
}
