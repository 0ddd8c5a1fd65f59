import { App, Button, Form, Input, Switch } from 'antd'
import type { NotificationHours } from '@ballast/contract/notification-channel.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { channelTexts } from './channel.texts.ts'

export function HoursCard() {
  const t = useTexts(channelTexts)
  const query = useRoute('notification-hours.read', {})
  return (
    <section className="card" aria-label={t('hours')}>
      <h2>{t('hours')}</h2>
      <p className="quiet">{t('hoursHint')}</p>
      <Loaded query={query}>{(hours) => <HoursForm key={hours.version} hours={hours} />}</Loaded>
    </section>
  )
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

type Typed = Pick<NotificationHours, 'quietFrom' | 'quietUntil' | 'quietDays' | 'digestTime'>

function HoursForm({ hours: { version, coveredUntil, ...hours } }: { hours: NotificationHours }) {
  const t = useTexts(channelTexts)
  const { message } = App.useApp()
  const edit = useAction('notification-hours.edit', ['notification-hours.'])
  const time = (name: 'quietFrom' | 'quietUntil' | 'digestTime') => (
    // Text, because a browser shows a field of time by its own language's clock.
    <Form.Item name={name} label={t(name)} rules={[{ required: true, pattern: TIME, message: t('timeHint') }]}>
      <Input style={{ width: 90 }} maxLength={5} placeholder="08:30" autoComplete="off" />
    </Form.Item>
  )
  return (
    <Form<Typed>
      layout="vertical"
      initialValues={hours}
      requiredMark={false}
      onFinish={(body) => edit.mutate({ body, ifMatch: version }, { onSuccess: () => void message.success(t('saved')) })}
    >
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      <div className="channel-hours">
        {time('quietFrom')}
        {time('quietUntil')}
        {time('digestTime')}
      </div>
      <Form.Item name="quietDays" label={t('quietDays')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <p className="quiet">{coveredUntil === null ? t('noCalendar') : t('covered', { until: coveredUntil })}</p>
      <Button type="primary" htmlType="submit" loading={edit.isPending}>
        {t('save')}
      </Button>
    </Form>
  )
}
