import { Form, Input } from 'antd'
import { DateField } from '../../ui/date-field.tsx'

/** What of a contract or a paid line can be changed later: until when it holds, and a note. */
export interface Term {
  readonly untilOn: string
  readonly note: string
}

/** @param id of the thing, before the ids of its fields */
export function TermFields({
  id,
  labels,
  value,
  onChange,
}: {
  id: string
  labels: Readonly<Record<keyof Term, string>>
  value: Term
  onChange: (value: Term) => void
}) {
  return (
    <>
      <Form.Item label={labels.untilOn} htmlFor={`${id}-until`}>
        <DateField
          id={`${id}-until`}
          label={labels.untilOn}
          value={value.untilOn}
          onChange={(untilOn) => onChange({ ...value, untilOn })}
        />
      </Form.Item>
      <Form.Item label={labels.note} htmlFor={`${id}-note`}>
        <Input.TextArea
          id={`${id}-note`}
          maxLength={500}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={value.note}
          onChange={({ target }) => onChange({ ...value, note: target.value })}
        />
      </Form.Item>
    </>
  )
}
