import { Statistic } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { usePlanYear } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { cockpitTexts } from './cockpit.texts.ts'

export function CockpitPage() {
  const t = useTexts(cockpitTexts)
  const year = usePlanYear()
  const plan = useRoute('plan.show', { params: { year }, query: {} })
  return (
    <Page title={t('title', { year })}>
      <Loaded query={plan}>
        {(data) => (
          <div className="card">
            <Statistic title={t('target')} valueRender={() => <Money yuan={data.totalYuan} unit="yi" withUnit />} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
