import type { Escalation } from '@ballast/contract/escalation.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { useOwesText } from '../light/owes-text.tsx'
import { escalationTexts } from './escalation.texts.ts'

const wan = (yuan: string | null) => (yuan === null ? '—' : drawWan(parseYuan(yuan)))

/** The letter as it goes out: what it says is what was true on the day on which it was raised. */
export function SupervisionLetter({ escalation, letter }: { escalation: Escalation; letter: NonNullable<Escalation['letter']> }) {
  const t = useTexts(escalationTexts)
  const name = useName()
  const owesText = useOwesText()
  const { zone } = useSession()
  const sent = escalation.events.findLast(({ what }) => what === 'supervision')
  if (sent === undefined) return null
  const says = (sent.text ?? '').replace(/[。.]$/, '')
  const isSimulated = escalation.sourceKind === 'simulated' || escalation.simulated.length > 0
  return (
    <article className="card letter" aria-label={t('letterTitle')}>
      <h2>
        {name(zone)}
        <br />
        {t('letterTitle')}
      </h2>
      <p className="letter-number">{t('letterNo', letter)}</p>
      <p>
        {t('to')}：{sent.owes === null ? owesText(escalation.owes) : owesText(sent.owes)}
      </p>
      <p className="letter-text">
        {t('letterBody', { project: name(escalation), number: escalation.projectNo, since: escalation.redSince, says })}
      </p>
      <p className="letter-text">{t('letterStake', { plan: wan(sent.stakeYuan), total: wan(escalation.totalYuan) })}</p>
      <p className="letter-text">{sent.dueOn === null ? t('letterDemandPlain') : t('letterDemand', { due: sent.dueOn })}</p>
      <p className="letter-sign">
        {name(zone)}
        <br />
        <span className="number">{sent.on}</span>
      </p>
      {isSimulated ? <p className="quiet">{t('simulatedNote')}</p> : null}
    </article>
  )
}
