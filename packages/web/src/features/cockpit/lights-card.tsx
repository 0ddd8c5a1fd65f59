import { Link } from '@tanstack/react-router'
import { nameIn, STUCK_NAMES } from '@ballast/contract/names.ts'
import type { LightSummary } from '@ballast/contract/light.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { LightMark } from '../light/light-mark.tsx'
import { cockpitTexts } from './cockpit.texts.ts'

/** Lights by colour and the lists of projects between two gates, each a link to what it counts. */
export function LightsCard() {
  const t = useTexts(cockpitTexts)
  const summary = useRoute('light.summary', {}, { enabled: useMay('light.summary') })
  return (
    <section className="card lights-card">
      <h2>
        {t('lights')} <span className="unit">{t('unit')}</span>
        {summary.data?.isSimulated ? <SourceBadge kind="simulated" /> : null}
      </h2>
      <Loaded query={summary}>{(data) => <LightTable summary={data} />}</Loaded>
    </section>
  )
}

function LightTable({ summary }: { summary: LightSummary }) {
  const t = useTexts(cockpitTexts)
  const { locale } = useLanguage()
  const colours = [
    ['red', summary.stake.redYuan],
    ['yellow', summary.stake.yellowYuan],
  ] as const
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('lightOrList')}</th>
          <th scope="col" className="right">
            {t('lightProjects')}
          </th>
          <th scope="col" className="right">
            {t('planOfYear')}
          </th>
        </tr>
      </thead>
      <tbody>
        {colours.map(([colour, yuan]) => (
          <tr key={colour}>
            <th scope="row">
              <Link to="/lights" search={{ colour } as never} className="trace-link">
                <LightMark colour={colour} />
              </Link>
            </th>
            <td className="right number">{summary.projects[colour]}</td>
            <td className="right number">{drawYi(parseYuan(yuan))}</td>
          </tr>
        ))}
        {summary.lists.map(({ list, count, planYuan }) => (
          <tr key={list}>
            <th scope="row">
              <Link to="/lights" search={{ tab: list } as never} className="trace-link">
                {nameIn(locale, STUCK_NAMES[list])}
              </Link>
            </th>
            <td className="right number">{count}</td>
            <td className="right number">{drawYi(parseYuan(planYuan))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
