import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { BUSINESS_DATE, onWorkday } from './dates.ts'
import { randomOf } from './random.ts'
import type { PlannedProject } from './simulate-projects.ts'

export interface Visit {
  readonly projectNo: string
  readonly on: PlainDate
  readonly visitors: string
  readonly found: string
  readonly promised?: string
  readonly until?: PlainDate
  readonly keptOn?: PlainDate
}

interface Matter {
  readonly found: string
  readonly promised: string
  readonly with: string
}
/** What firms raise before they build, and while they do. */
const BEFORE: readonly Matter[] = [
  { found: '施工图审查意见尚未回复，影响办理施工许可', promised: '协调审图机构在5个工作日内出具意见', with: '行政审批局' },
  { found: '临时用电容量不足，进场后无法同时施工', promised: '协调供电部门现场踏勘并答复增容方案', with: '开发建设局' },
  { found: '地块内有一条废弃管线，桩基施工前须迁改', promised: '组织产权单位现场确认并明确迁改时间', with: '城市运行局' },
  { found: '环评文件需补充噪声预测，企业不清楚报送口径', promised: '安排窗口一对一辅导，一次告知全部材料', with: '行政审批局' },
  { found: '施工总包招标比计划晚，企业希望容缺受理', promised: '按容缺受理流程先行预审', with: '行政审批局' },
]
const DURING: readonly Matter[] = [
  { found: '冬季停工后复工人员不足，主体结构进度偏慢', promised: '对接劳务企业，本月内补足作业人员', with: '开发建设局' },
  { found: '进口设备清关周期较长，安装可能顺延', promised: '协调海关办理预约通关', with: '产业促进局' },
  { found: '市政接驳口标高与设计不一致', promised: '组织市政、设计单位现场复核并出具意见', with: '城市运行局' },
  { found: '银行放款进度慢，支付工程款有压力', promised: '组织银企对接，落实本季度放款计划', with: '经济发展局' },
  { found: '扬尘管控时段长，混凝土浇筑安排困难', promised: '协调办理夜间施工许可', with: '行政审批局' },
  { found: '竣工资料归档不全，联合验收前需补齐', promised: '派专人指导归档，验收前完成预检', with: '开发建设局' },
]
const FINE = [
  '建设按计划推进，企业没有提出困难',
  '现场进度正常，核对了本月形象进度与投资额',
  '介绍了设备更新贴息与技改补助政策，企业有意申报',
]

const FIRST = '2024-01-03' as PlainDate
const DAYS = 98

/** Visits of the year up to the business date; at some something was promised, most of it was kept. */
export function simulateVisits(
  projects: readonly PlannedProject[],
  given: {
    managerOf: (projectNo: string) => string
    startOf: ReadonlyMap<string, PlainDate>
    calendar: WorkdayCalendar
    seed: number
  },
): Visit[] {
  return projects.flatMap((project, index) => {
    const { projectNo, facts, annualWan } = project
    const random = randomOf(given.seed + index)
    const count = random.whole(0, annualWan >= 100_000 ? 4 : 2)
    const apart = Math.floor(DAYS / Math.max(1, count))
    const days = Array.from({ length: count }, (_, turn) => addDays(FIRST, turn * apart + random.whole(0, apart - 8)))
    return days
      .map((day) => onWorkday(given.calendar, day))
      .flatMap((on): Visit[] => {
        const started = (given.startOf.get(projectNo) ?? '9999') <= on
        const matter = random.pick(started ? DURING : BEFORE)
        const [hasMatter, isKept, wait, took, fine] = [
          random.next() < 0.55,
          random.next() < 0.82,
          random.whole(7, 25),
          random.whole(-5, 3),
          random.pick(FINE),
        ]
        const manager = given.managerOf(projectNo)
        if (on >= BUSINESS_DATE) return []
        // Of a real project nothing is made up that somebody would have to answer for.
        if (facts !== undefined || !hasMatter)
          return [{ projectNo, on, visitors: manager, found: facts === undefined ? fine : (FINE[1] as string) }]
        const until = onWorkday(given.calendar, addDays(on, wait))
        const kept = onWorkday(given.calendar, addDays(until, took) < on ? on : addDays(until, took))
        return [
          {
            projectNo,
            on,
            visitors: `${manager}、${matter.with}`,
            found: matter.found,
            promised: matter.promised,
            until,
            ...(isKept && kept < BUSINESS_DATE ? { keptOn: kept } : {}),
          },
        ]
      })
  })
}
