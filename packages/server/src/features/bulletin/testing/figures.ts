import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import { monthsOfYear } from '@ballast/domain/shared/time.ts'

const PROJECT = {
  projectId: '00000000-0000-7000-8000-000000000001',
  projectNo: 'A-1',
  nameZh: '甲项目',
  nameEn: 'Project A',
  isSimulated: true,
}
const nothing = { dispatched: null, reported: null }

/** Figures that can be checked in the head: 9 of 10 亿元 planned, 75 million a month. */
export function figuresOfTest(): BulletinFigures {
  const amounts = { yearYuan: '600000000.00', monthYuan: '70000000.00', cumulativeYuan: '150000000.00', ...nothing }
  const rest = { yearYuan: '300000000.00', monthYuan: '30000000.00', cumulativeYuan: '75000000.00', ...nothing }
  const gate = { ...PROJECT, gate: 'construction_start', on: '2024-03-15', plannedOn: '2024-03-10', isPassed: true } as const
  return {
    year: 2024,
    month: '2024-03',
    businessOn: '2024-04-10',
    plan: { versionId: PROJECT.projectId, number: 1, title: '2024年计划' },
    target: { yuan: '1000000000.00', sourceKind: 'public', citation: null },
    plannedYuan: '900000000.00',
    simulatedYuan: '900000000.00',
    monthYuan: '100000000.00',
    cumulativeYuan: '225000000.00',
    projects: 3,
    ...nothing,
    months: monthsOfYear(2024).map((month, index) => ({
      month,
      plannedYuan: '75000000.00',
      cumulativeYuan: `${75_000_000 * (index + 1)}.00`,
      dispatchedYuan: null,
      reportedYuan: null,
    })),
    categories: [
      { code: 'industry', nameZh: '产业', nameEn: 'Industry', projects: 2, ...amounts },
      { code: 'rest', nameZh: '基础设施', nameEn: 'Infrastructure', projects: 1, ...rest },
    ],
    clusters: [{ code: 'a', categoryCode: 'industry', nameZh: '集群甲', nameEn: 'Cluster A', projects: 2, ...amounts }],
    topProjects: [{ ...PROJECT, clusterCode: 'a', yearYuan: '600000000.00', monthYuan: '70000000.00', cumulativeYuan: '150000000.00' }],
    gates: {
      passed: [{ ...gate, totalYuan: '800000000.00', planYuan: '600000000.00' }],
      counts: [{ gate: 'construction_start', passed: 1, planned: 2, passedToDate: 4, target: 20 }],
    },
    lights: { red: 2, yellow: 3, redProjects: 1, yellowProjects: 3, redYuan: '600000000.00', yellowYuan: '0.00', isSimulated: true },
    stuck: [{ list: 'signed-not-awarded', count: 1, totalYuan: '800000000.00', planYuan: '600000000.00', longestDays: 120 }],
    longestStuck: [
      {
        ...PROJECT,
        list: 'signed-not-awarded',
        since: '2023-12-12',
        days: 120,
        totalYuan: '800000000.00',
        planYuan: '600000000.00',
        serviceManager: '王管家',
      },
    ],
    escalations: {
      steps: [
        { step: 'reminder', count: 1 },
        { step: 'supervision', count: 1 },
        { step: 'leadership', count: 0 },
      ],
      count: 2,
      projects: 1,
      planYuan: '600000000.00',
      rows: [
        {
          ...PROJECT,
          step: 'supervision',
          ruleZh: '未按计划开工',
          ruleEn: 'Not started as planned',
          redSince: '2024-02-01',
          stepOn: '2024-03-01',
          planYuan: '600000000.00',
        },
      ],
    },
    next: {
      month: '2024-04',
      plannedYuan: '75000000.00',
      gates: [{ ...gate, on: '2024-04-20', plannedOn: '2024-04-20', isPassed: false, totalYuan: '800000000.00', planYuan: null }],
      counts: [{ gate: 'construction_start', planned: 1 }],
    },
  }
}

/** The same with figures dispatched and reported. */
export function reportedOfTest(): BulletinFigures {
  const figures = figuresOfTest()
  const dispatched = { monthYuan: '90000000.00', cumulativeYuan: '210000000.00' }
  const reported = { monthYuan: '80000000.00', cumulativeYuan: '200000000.00' }
  return {
    ...figures,
    dispatched,
    reported,
    months: figures.months.map((row, index) => (index < 3 ? { ...row, dispatchedYuan: '70000000.00', reportedYuan: '66666666.67' } : row)),
    categories: figures.categories.map((row) => ({ ...row, dispatched, reported })),
    clusters: figures.clusters.map((row) => ({ ...row, dispatched, reported })),
  }
}
