import type { MessageTable } from './message-table.ts'

const refusals = {
  'plan.not-found': { zh: '没有 {year} 年的计划或该版本', en: 'There is no plan, or no such version, for {year}' },
  'plan.version-not-found': { zh: '没有这个计划版本', en: 'There is no such version of the plan' },
  'plan.node-not-found': { zh: '计划中没有这个分解节点', en: 'There is no such node in the plan' },
  'plan.target-not-found': { zh: '计划中没有这个目标', en: 'There is no such target in the plan' },
  'plan.project-not-found': { zh: '该项目不在计划中', en: 'The project is not in the plan' },
  'plan.breach-not-found': { zh: '没有这条检查结果，可能已经改好', en: 'There is no such finding; it may have been mended' },
  'plan.not-a-draft': { zh: '「{title}」不是草案，不能修改', en: '"{title}" is not a draft and cannot be changed' },
  'plan.year-has-plan': { zh: '{year} 年已有生效计划，请发起调整', en: '{year} has a plan in force; start an adjustment instead' },
  'plan.nothing-to-adjust': { zh: '{year} 年还没有生效计划', en: '{year} has no plan in force yet' },
  'plan.reason-missing': { zh: '请填写理由', en: 'Give a reason' },
  'plan.check-has-errors': { zh: '检查未通过，不能生效', en: 'The check found errors; the plan cannot be adopted' },
  'plan.rebase-needed-conflict': {
    zh: '期间另一版本已生效，请先对齐现行版本（{count} 处冲突）',
    en: 'Another version has come into force meanwhile; align the draft with it first ({count} conflicts)',
  },
  'plan.rebase-open-conflict': { zh: '还有 {count} 处冲突没有决定', en: '{count} conflicts are not decided yet' },
  'plan.rebase-not-needed': { zh: '草案已基于当前生效版本', en: 'The draft already stands on the version in force' },
  'plan.rebase-broken-tree': { zh: '合并后的分解树不成立，请先修改草案', en: 'The merged tree would not hold; change the draft first' },
  'plan.error-not-acceptable': { zh: '错误不能接受，只能改正', en: 'An error cannot be accepted, only mended' },
  'plan.node-in-use': { zh: '节点「{code}」下还有节点或项目', en: 'There are still nodes or projects under "{code}"' },
  'plan.row-refused': { zh: '无法保存', en: 'This cannot be saved' },
} satisfies MessageTable

const rows = {
  'plan.row-repeated': { zh: '「{key}」出现多次', en: '"{key}" stands more than once' },
  'plan.target-taken': {
    zh: '已有同一指标、范围、期间和比较方式的目标',
    en: 'There already is a target of this indicator, scope, period and comparison',
  },
  'plan.no-such-period': { zh: '没有期间「{period}」', en: 'There is no period "{period}"' },
  'plan.no-such-comparator': { zh: '比较方式不对', en: 'There is no such comparison' },
  'plan.no-such-profile': { zh: '没有这种分月方式', en: 'There is no such profile' },
  'plan.indicator-unknown': { zh: '没有指标「{indicator}」', en: 'There is no indicator "{indicator}"' },
  'plan.indicator-has-no-such-scope': {
    zh: '指标「{indicator}」不能用于这种范围',
    en: 'The indicator "{indicator}" does not take this scope',
  },
  'plan.scope-unknown': { zh: '没有类别或集群「{code}」', en: 'There is no category or cluster "{code}"' },
  'plan.value-of-other-unit': { zh: '指标「{indicator}」的值单位不对', en: 'The value of the indicator "{indicator}" has the wrong unit' },
  'plan.amount-negative': { zh: '金额不能为负', en: 'An amount cannot be negative' },
  'plan.node-unknown': { zh: '没有分解节点「{code}」', en: 'There is no node "{code}"' },
  'plan.node-circle': { zh: '节点「{code}」不能放在自己之下', en: 'The node "{code}" cannot stand under itself' },
  'plan.node-code-missing': { zh: '缺少节点代码', en: 'The node has no code' },
  'plan.node-code-taken': { zh: '节点代码「{code}」已被使用', en: 'The node code "{code}" is taken' },
  'plan.node-name-missing': { zh: '节点「{code}」没有名称', en: 'The node "{code}" has no name' },
  'plan.project-unknown': { zh: '没有项目「{projectNo}」', en: 'There is no project "{projectNo}"' },
  'plan.project-already-planned': { zh: '项目「{projectNo}」已在计划中', en: 'The project "{projectNo}" is already in the plan' },
  'plan.annual-missing': { zh: '缺少年度计划额', en: 'The annual amount is missing' },
  'plan.month-twice': { zh: '{month} 出现多次', en: '{month} stands more than once' },
  'plan.month-of-other-year': { zh: '{month} 不在 {year} 年内', en: '{month} is not in {year}' },
  'plan.land-exceeds-other': { zh: '建设用地费大于其他费用', en: 'The land cost exceeds the other costs' },
  'plan.not-countable-reason-missing': { zh: '{month} 不可纳统但没有理由', en: '{month} is not countable but has no reason' },
  'plan.parcel-unknown': { zh: '没有地块「{name}」', en: 'There is no parcel "{name}"' },
  'plan.parcel-twice': { zh: '地块「{name}」出现多次', en: 'The parcel "{name}" stands more than once' },
  'plan.share-out-of-range': {
    zh: '地块「{name}」的份额不在 0–100% 之间',
    en: 'The share of the parcel "{name}" is not between 0 and 100 %',
  },
  'plan.weights-do-not-fit': { zh: '分月权重的个数或数值不对', en: 'The weights do not fit the months' },
  'plan.area-not-a-number': { zh: '「{text}」不是面积', en: '"{text}" is not an area' },
  'plan.no-area-to-share-by': {
    zh: '项目「{projectNo}」在台账中没有带面积的地块',
    en: 'The register gives the project "{projectNo}" no parcel with an area',
  },
} satisfies MessageTable

/** One sentence a rule of the check; amounts in them are yuan. */
const rules = {
  'plan.rule.no-total-target': { zh: '没有设定全年固定资产投资目标', en: 'No target of the year’s investment is set' },
  'plan.rule.target-not-root-frame': {
    zh: '全年目标与分解树总额不一致，相差 {amount} 元',
    en: 'The target of the year and the root of the tree differ by {amount} yuan',
  },
  'plan.rule.target-missed': { zh: '目标「{subject}」未达到，差 {amount} 元', en: 'The target "{subject}" is missed by {amount} yuan' },
  'plan.rule.target-missed.ppm': {
    zh: '目标「{subject}」未达到：计划 {reached}%，目标 {wanted}%，差 {amount} 元',
    en: 'The target "{subject}" is missed: the plan reaches {reached} %, the target is {wanted} %; {amount} yuan are lacking',
  },
  'plan.rule.target-missed.count': {
    zh: '目标「{subject}」未达到：计划 {reached} 个，目标 {wanted} 个',
    en: 'The target "{subject}" is missed: the plan has {reached}, the target is {wanted}',
  },
  'plan.rule.frame-not-decomposed': { zh: '「{subject}」有 {amount} 元未分解', en: '{amount} yuan of "{subject}" are not decomposed' },
  'plan.rule.children-exceed-frame': {
    zh: '「{subject}」下级合计超出 {amount} 元',
    en: 'What is under "{subject}" exceeds its frame by {amount} yuan',
  },
  'plan.rule.frame-under-programmed': {
    zh: '「{subject}」还有 {amount} 元没有落到项目',
    en: '{amount} yuan of "{subject}" are on no project',
  },
  'plan.rule.frame-over-programmed': {
    zh: '「{subject}」项目计划超出分解额 {amount} 元',
    en: 'The projects of "{subject}" exceed its frame by {amount} yuan',
  },
  'plan.rule.project-without-node': { zh: '「{subject}」没有归入分解节点', en: '"{subject}" stands on no node of the tree' },
  'plan.rule.node-of-other-category': {
    zh: '「{subject}」的类别或集群与所在节点不一致',
    en: '"{subject}" is of another category or cluster than its node',
  },
  'plan.rule.project-without-months': { zh: '「{subject}」没有分月计划', en: '"{subject}" has no months' },
  'plan.rule.months-not-equal-to-year': {
    zh: '「{subject}」分月合计与年度计划相差 {amount} 元',
    en: 'The months of "{subject}" differ from its year by {amount} yuan',
  },
  'plan.rule.month-outside-year': { zh: '「{subject}」有本年以外的月份', en: '"{subject}" has months outside the year' },
  'plan.rule.no-parcel': { zh: '「{subject}」没有落到地块', en: '"{subject}" stands on no parcel' },
  'plan.rule.shares-not-whole': { zh: '「{subject}」地块份额合计不是 100%', en: 'The shares of "{subject}" do not add up to 100 %' },
  'plan.rule.plan-beyond-total-investment': {
    zh: '「{subject}」年度计划超过总投资 {amount} 元',
    en: 'The plan of "{subject}" exceeds its total investment by {amount} yuan',
  },
  'plan.rule.plan-before-start-gate': {
    zh: '「{subject}」开工前安排了建安投资 {amount} 元',
    en: '{amount} yuan of building work of "{subject}" come before its start',
  },
  'plan.rule.duplicate-project-code': { zh: '「{subject}」与另一项目的代码相同', en: '"{subject}" has the code of another project' },
  'plan.rule.not-countable-without-reason': {
    zh: '「{subject}」有不可纳统金额而没有理由',
    en: '"{subject}" has money that is not countable without a reason',
  },
  'plan.rule.target-not-measurable': {
    zh: '目标「{subject}」缺少数据，无法衡量',
    en: 'The target "{subject}" cannot be measured: facts are lacking',
  },
  'plan.rule.plan-after-completion': {
    zh: '「{subject}」竣工后仍安排 {amount} 元',
    en: '{amount} yuan of "{subject}" come after its completion',
  },
  'plan.rule.building-without-start-gate': {
    zh: '「{subject}」有建安投资而没有开工时间',
    en: '"{subject}" has building work but no date of start',
  },
  'plan.rule.no-total-investment': { zh: '「{subject}」没有总投资', en: '"{subject}" has no total investment' },
  'plan.rule.duplicate-project-name': { zh: '「{subject}」与另一项目同名', en: '"{subject}" has the name of another project' },
  'plan.rule.no-owner': { zh: '「{subject}」没有业主单位', en: '"{subject}" has no owner' },
  'plan.rule.no-service-manager': { zh: '「{subject}」没有服务管家', en: '"{subject}" has no service manager' },
} satisfies MessageTable

export const planMessages = { ...refusals, ...rows, ...rules } satisfies MessageTable
