import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import { cockpitTexts } from './cockpit.texts.ts'
import { PART_COLORS } from './part-colors.ts'
import { TracedMoney } from './traced-money.tsx'

/** Share of industry against what is asked, and what the money is spent on. */
export function StructureCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year, plannedYuan } = cockpit
  const both = formatYuan(parseYuan(cockpit.constructionYuan) + parseYuan(cockpit.installationYuan))
  const parts = [
    ['construction', cockpit.constructionYuan],
    ['installation', cockpit.installationYuan],
    ['equipment', cockpit.equipmentYuan],
    ['other', cockpit.otherYuan],
  ] as const
  return (
    <section className="card structure-card">
      <h2>
        {t('structure')} <span className="unit">{t('unit')}</span>
      </h2>
      <IndustryBar cockpit={cockpit} />
      <h3>{t('composition')}</h3>
      <div className="split" aria-hidden="true">
        {parts.map(([part, yuan]) => (
          <span key={part} style={{ flexGrow: shareOf(yuan, plannedYuan), background: PART_COLORS[part] }} />
        ))}
      </div>
      <table className="plain">
        <tbody>
          {parts.map(([part, yuan]) => (
            <tr key={part}>
              <th scope="row">
                <span className="dot" style={{ background: PART_COLORS[part] }} />
                {t(part)}
              </th>
              <td className="right">
                <TracedMoney yuan={yuan} what={t(part)} to={{ year, part }} />
              </td>
              <td className="right number">{drawShare(shareOf(yuan, plannedYuan))}</td>
            </tr>
          ))}
          <tr className="quiet">
            <th scope="row" className="indent">
              {t('land')}
            </th>
            <td className="right">
              <TracedMoney yuan={cockpit.landYuan} what={t('land')} to={{ year, part: 'land' }} />
            </td>
            <td className="right number">{drawShare(shareOf(cockpit.landYuan, plannedYuan))}</td>
          </tr>
          <tr className="sum">
            <th scope="row">{t('construction_installation')}</th>
            <td className="right">
              <TracedMoney yuan={both} what={t('construction_installation')} to={{ year, part: 'construction-installation' }} />
            </td>
            <td className="right number">{drawShare(cockpit.constructionInstallationShare)}</td>
          </tr>
          <tr className="quiet">
            <th scope="row">{t('notCountable')}</th>
            <td className="right">
              <TracedMoney yuan={cockpit.notCountableYuan} what={t('notCountable')} to={{ year, countable: 'no' }} />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function IndustryBar({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { industry, year, byCategory } = cockpit
  const code = byCategory.find((category) => category.isIndustry)?.code
  const difference = industry.differenceYuan === null ? null : parseYuan(industry.differenceYuan)
  return (
    <div className="industry">
      <div className="industry-head">
        <h3>{t('industryBar')}</h3>
        <strong className={industry.isMet === false ? 'number bad' : 'number'}>{drawShare(industry.share)}</strong>
      </div>
      <div className="gauge" aria-hidden="true">
        <span className={industry.isMet === false ? 'bad' : 'good'} style={{ width: `calc(100% * ${industry.share ?? 0})` }} />
        {industry.targetShare === null ? null : <i style={{ insetInlineStart: `calc(100% * ${industry.targetShare})` }} />}
      </div>
      <div className="industry-note">
        <TracedMoney yuan={industry.yuan} what={t('industryBar')} to={code === undefined ? { year } : { year, category: code }} />
        {industry.targetShare === null || difference === null ? null : (
          <span className={difference < 0n ? 'bad' : 'good'}>
            {t('industryLimit', { share: drawShare(industry.targetShare) })} ·{' '}
            {difference === 0n
              ? t('industryEqual')
              : difference > 0n
                ? t('industrySpare', { yuan: drawYi(difference, 4) })
                : t('industryShort', { yuan: drawYi(-difference, 4) })}
          </span>
        )}
      </div>
    </div>
  )
}
