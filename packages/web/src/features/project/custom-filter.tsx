import { Button, Flex, Input, Select } from 'antd'
import { useState } from 'react'
import type { CustomField } from '@ballast/contract/code-list.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import type { CodeNames } from './code-names.ts'

type Sign = '' | '>=' | '<=' | '='

const fieldsOf = (codes: CodeNames, subject: CustomField['subjectType']): CustomField[] =>
  (codes.lists?.customFields ?? []).filter((field) => field.subjectType === subject)

/** A condition on one of the zone's own fields as a person reads it: "Visits planned ≥ 5". */
export function customFilterText(
  condition: string,
  codes: CodeNames,
  subject: CustomField['subjectType'],
  name: (field: CustomField) => string,
): string {
  const [code = '', ...rest] = condition.split(':')
  const field = fieldsOf(codes, subject).find(({ fieldCode }) => fieldCode === code)
  const [, sign = '', text = ''] = /^(>=|<=|=)?(.*)$/s.exec(rest.join(':')) ?? []
  const shown = field?.valueType === 'money' && sign !== '' ? wanOfYuan(/\./.test(text) ? text : `${text}.00`) : codes.wordingOf(text)
  const drawnSign = { '>=': '≥', '<=': '≤', '=': '=' }[sign] ?? ''
  return [field ? name(field) : code, drawnSign, shown].filter(Boolean).join(' ')
}

/** Adds conditions on the zone's own fields of a register; nothing when it has none. */
export function CustomFilter({
  subject,
  codes,
  value,
  onChange,
}: {
  subject: CustomField['subjectType']
  codes: CodeNames
  value: readonly string[] | undefined
  onChange: (conditions: string[]) => void
}) {
  const r = useTexts(registerTexts)
  const name = useName()
  const fields = fieldsOf(codes, subject)
  const [code, setCode] = useState<string | undefined>(undefined)
  const [sign, setSign] = useState<Sign>('>=')
  const [text, setText] = useState('')
  const field = fields.find(({ fieldCode }) => fieldCode === code) ?? fields[0]
  if (field === undefined) return <span className="quiet">{r('noCustomFields')}</span>
  const isCompared = field.valueType === 'number' || field.valueType === 'money' || field.valueType === 'date'
  const operand = field.valueType === 'money' ? (yuanOfWan(text) ?? '') : text.trim()
  const add = () => {
    const condition = `${field.fieldCode}:${isCompared ? sign : ''}${operand}`
    onChange([...new Set([...(value ?? []), condition])])
    setText('')
  }
  const label = r('customValue', { name: name(field) })
  return (
    <Flex gap={4} wrap align="center">
      <Select
        aria-label={r('customField')}
        value={field.fieldCode}
        style={{ minWidth: 130 }}
        popupMatchSelectWidth={false}
        options={fields.map((item) => ({ value: item.fieldCode, label: name(item) }))}
        onChange={(next) => {
          setCode(next)
          setText('')
        }}
      />
      {isCompared ? (
        <Select<Sign>
          aria-label={r('comparison')}
          value={sign}
          style={{ width: 60 }}
          options={[
            { value: '>=', label: '≥' },
            { value: '<=', label: '≤' },
            { value: '=', label: '=' },
          ]}
          onChange={setSign}
        />
      ) : null}
      {field.valueType === 'choice' ? (
        <Select
          aria-label={label}
          value={text === '' ? null : text}
          style={{ minWidth: 120 }}
          options={field.choices.map((choice) => ({ value: choice, label: codes.wordingOf(choice) }))}
          onChange={(next: string) => setText(next)}
        />
      ) : field.valueType === 'date' ? (
        <DateField label={label} value={text} onChange={setText} />
      ) : field.valueType === 'money' ? (
        <MoneyInput label={label} value={text} onChange={setText} />
      ) : (
        <Input aria-label={label} value={text} style={{ width: 130 }} onChange={({ target }) => setText(target.value)} onPressEnter={add} />
      )}
      <Button disabled={operand === ''} onClick={add}>
        {r('apply')}
      </Button>
    </Flex>
  )
}
