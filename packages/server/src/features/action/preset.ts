import type { ActionFacts } from '@ballast/contract/action.ts'

/** What a zone begins with. Every effect and every capacity here is an assumption: a zone enters its own, and measures what comes of it. */
export const PRESET_FACTS: ActionFacts = {
  months: 2,
  perProject: 2,
  conflicts: [['visit', 'front-load']],
  kinds: {
    expedite: { costYuan: '5000.00', costRate: 0, lagMonths: 0, gain: 0, worked: 6, failed: 4 },
    visit: { costYuan: '3000.00', costRate: 0, lagMonths: 0, gain: 0.08, worked: 5, failed: 5 },
    'front-load': { costYuan: '0.00', costRate: 0.01, lagMonths: 0, gain: 0.15, worked: 7, failed: 3 },
    reserve: { costYuan: '20000.00', costRate: 0, lagMonths: 1, gain: 0, worked: 5, failed: 5 },
  },
  visitsPerMonth: 20,
  visitsPerManagerMonth: 4,
  offices: [
    { office: 'land_officer', gates: ['signing', 'land_award'], perMonth: 3 },
    { office: 'approver', gates: ['construction_start'], perMonth: 6 },
    { office: 'statistics_officer', gates: ['registration'], perMonth: 8 },
  ],
  fundsPerQuarterYuan: '1000000000.00',
  reservePerMonth: 2,
}
