import type { MessageTable } from './message-table.ts'

export const computeContractMessages = {
  'compute-contract.not-found': { zh: '没有这份合同', en: 'There is no such contract' },
  'compute-contract.refused': { zh: '合同未保存', en: 'The contract was not saved' },
  'compute-contract.no-such-firm': { zh: '没有这家企业', en: 'There is no such enterprise' },
  'compute-contract.number-taken': { zh: '合同编号 {contractNo} 已登记', en: 'There is a contract {contractNo} already' },
  'compute-contract.ends-before': { zh: '到期日早于生效日（{fromOn}）', en: 'It ends before it begins ({fromOn})' },
  'compute-centre.price-refused': { zh: '单价未保存', en: 'The price was not saved' },
  'compute-centre.charged-already': {
    zh: '{fromOn} 起已有用量按原单价计费，生效日请改为 {next} 或以后',
    en: 'Use since {fromOn} was charged at the price until now; let it begin on {next} or later',
  },
  'compute-job.no-contract': {
    zh: '该中心须签合同方可使用，本企业目前没有生效的合同（合同期：{term}）',
    en: 'The centre takes firms by contract, and this enterprise has none in force (term: {term})',
  },
  'placement.no-contract': {
    zh: '须签合同方可使用，本企业目前没有生效的合同（合同期：{term}）',
    en: 'It takes firms by contract, and this enterprise has none in force (term: {term})',
  },
} satisfies MessageTable
