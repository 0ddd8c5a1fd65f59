import { PrinterOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Escalation } from '@ballast/contract/escalation.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { LightMark } from '../light/light-mark.tsx'
import { useOwesText } from '../light/owes-text.tsx'
import { escalationTexts } from './escalation.texts.ts'
import { ReplyForm } from './reply-form.tsx'
import { SupervisionLetter } from './supervision-letter.tsx'
import './escalation.css'

export function EscalationPage() {
  const t = useTexts(escalationTexts)
  const { escalationId } = useParams({ from: '/escalations/$escalationId' })
  const query = useRoute('escalation.show', { params: { escalationId } })
  if (query.data) return <EscalationView escalation={query.data} />
  return (
    <Page title={t('title')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function EscalationView({ escalation }: { escalation: Escalation }) {
  const t = useTexts(escalationTexts)
  const name = useName()
  const mayReply = useMay('escalation.reply')
  const { light, letter, projectId, closedOn } = escalation
  return (
    <Page
      title={letter === null ? t('title') : t('letterNo', letter)}
      subtitle={
        <>
          <Link to="/projects/$projectId" params={{ projectId }} search={{ tab: 'gates' } as never} className="underlined">
            {name(escalation)}
          </Link>{' '}
          · {name({ nameZh: escalation.ruleZh, nameEn: escalation.ruleEn })} · {t('redSince')} {escalation.redSince} · {t('lightNow')}{' '}
          {light === null ? t('lightOut') : <LightMark colour={light.colour} />}
        </>
      }
      actions={
        letter === null ? null : (
          <Button icon={<PrinterOutlined />} onClick={() => print()}>
            {t('print')}
          </Button>
        )
      }
    >
      <div className="escalation">
        {letter === null ? null : <SupervisionLetter escalation={escalation} letter={letter} />}
        <div className="escalation-side no-print">
          {mayReply && closedOn === null ? <ReplyForm escalation={escalation} /> : null}
          <History escalation={escalation} />
        </div>
      </div>
    </Page>
  )
}

function History({ escalation: { events } }: { escalation: Escalation }) {
  const t = useTexts(escalationTexts)
  const owesText = useOwesText()
  return (
    <section className="card" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <ol className="escalation-events">
        {events.map((event, index) => (
          <li key={index}>
            <strong>{t(`what.${event.what}`)}</strong> <span className="number">{event.on}</span>
            {event.dueOn === null ? null : (
              <span> · {event.what === 'reply' ? t('promised', { date: event.dueOn }) : t('replyBy', { date: event.dueOn })}</span>
            )}
            {event.text === null ? null : <p>{event.text}</p>}
            <div className="quiet">
              {event.owes === null ? null : <>{owesText(event.owes)} · </>}
              {event.stakeYuan === null ? null : <>{t('stake', { yuan: drawWan(parseYuan(event.stakeYuan)) })} · </>}
              {event.byName} · {drawInstant(event.at)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
