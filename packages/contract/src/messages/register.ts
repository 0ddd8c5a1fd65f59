import type { MessageTable } from './message-table.ts'

export const registerMessages = {
  'list.cursor-invalid': {
    zh: '翻页位置已失效，请从第一页重新开始',
    en: 'This place in the list no longer exists; start from the first page',
  },
  'register.write-conflict': {
    zh: '他人刚刚占用了相同的编号，或删除了所引用的对象，请刷新后重试',
    en: 'Somebody has just taken the same number, or removed what this refers to; reload and try again',
  },
  'register.source-of-unknown-field': {
    zh: '来源所指的字段「{field}」不存在',
    en: 'A source names the field {field}, which does not exist',
  },

  'project.not-found': { zh: '没有这个项目', en: 'There is no such project' },
  'project.refused': { zh: '项目未能保存', en: 'The project was not saved' },
  'project.rows-refused': { zh: '有的行未通过检查，全部未保存', en: 'Some rows were refused; nothing was saved' },
  'project.in-use': { zh: '项目已列入计划，不能删除', en: 'The project stands in a plan and cannot be deleted' },
  'project.stands-in-plan': { zh: '列入 {year} 年计划「{title}」', en: 'It stands in the plan "{title}" of {year}' },
  'project.number-missing': { zh: '缺少项目编号', en: 'The project number is missing' },
  'project.number-too-long': { zh: '项目编号超过 {limit} 个字符', en: 'The project number is longer than {limit} characters' },
  'project.number-twice': { zh: '项目编号 {projectNo} 出现了两次', en: 'Project number {projectNo} occurs twice' },
  'project.number-taken': { zh: '项目编号 {value} 已属于「{nameZh}」', en: 'Project number {value} belongs to "{nameZh}"' },
  'project.name-missing': { zh: '缺少项目名称', en: 'The project’s name is missing' },
  'project.name-taken': { zh: '名称「{value}」已属于项目 {projectNo}', en: 'The name "{value}" belongs to project {projectNo}' },
  'project.code-taken': {
    zh: '项目代码 {value} 已属于项目 {projectNo}「{nameZh}」（一项一码）',
    en: 'Project code {value} belongs to project {projectNo} "{nameZh}" (one project, one code)',
  },
  'project.code-bad-form': {
    zh: '项目代码「{projectCode}」格式不符（应为 YYMM-RRRRRR-DD-TT-NNNNNC）',
    en: 'Project code "{projectCode}" is not of the form YYMM-RRRRRR-DD-TT-NNNNNC',
  },
  'project.code-bad-check-digit': {
    zh: '项目代码「{projectCode}」校验位不符',
    en: 'The check digit of project code "{projectCode}" is wrong',
  },
  'project.code-legacy': {
    zh: '项目代码 {projectCode} 为 2020 年 11 月以前的旧码，无法校验',
    en: 'Project code {projectCode} was given before November 2020 and cannot be checked',
  },
  'project.code-region-unknown': {
    zh: '项目代码中的行政区划 {region} 不在代码表中',
    en: 'Region {region} of the project code is not in the code list',
  },
  'project.owner-unknown': { zh: '企业库中没有「{owner}」', en: 'The register of enterprises has no "{owner}"' },
  'project.category-unknown': { zh: '没有投资类别「{categoryCode}」', en: 'There is no category "{categoryCode}"' },
  'project.cluster-unknown': { zh: '没有产业集群「{clusterCode}」', en: 'There is no cluster "{clusterCode}"' },
  'project.cluster-of-other-category': {
    zh: '产业集群 {clusterCode} 属于类别 {clusterCategory}，项目的类别是 {categoryCode}',
    en: 'Cluster {clusterCode} belongs to category {clusterCategory}; the project’s category is {categoryCode}',
  },
  'project.industry-bad-form': {
    zh: '行业代码「{industryCode}」格式不符（GB/T 4754：一个字母加四位数字）',
    en: 'Industry "{industryCode}" is not a class of GB/T 4754 (a letter and four digits)',
  },
  'project.nature-unknown': { zh: '没有建设性质「{nature}」', en: 'There is no nature "{nature}"' },
  'project.bureau-unknown': { zh: '代码表中没有责任部门「{bureauCode}」', en: 'The code list has no bureau "{bureauCode}"' },
  'project.stat-area-bad-form': {
    zh: '统计用区划代码「{statAreaCode}」应为 12 位数字',
    en: 'Statistical area code "{statAreaCode}" must be 12 digits',
  },
  'project.amount-negative': { zh: '金额不能为负（{amount} 元）', en: 'An amount cannot be negative ({amount} yuan)' },
  'project.composition-without-total': {
    zh: '已填投资构成（合计 {sum} 元），但缺少总投资',
    en: 'The composition is given ({sum} yuan in all), but the total investment is missing',
  },
  'project.composition-not-total': {
    zh: '投资构成合计 {sum} 元，与总投资 {total} 元相差 {difference} 元',
    en: 'The composition adds up to {sum} yuan, {difference} yuan off the total of {total}',
  },
  'project.land-beyond-other': {
    zh: '建设用地费 {land} 元超过其他费用 {other} 元',
    en: 'The cost of land, {land} yuan, is more than the other costs of {other} that it is part of',
  },
  'project.funding-beyond-total': {
    zh: '资金来源合计 {sum} 元，超过总投资 {total} 元',
    en: 'The funding adds up to {sum} yuan, more than the total of {total}',
  },
  'project.gates-out-of-order': {
    zh: '节点 {gate}（{date}）早于前一节点 {earlierGate}（{earlierDate}）',
    en: 'Gate {gate} ({date}) is before the earlier gate {earlierGate} ({earlierDate})',
  },
  'project.relation-unknown': { zh: '没有项目关系「{kind}」', en: 'There is no relation "{kind}"' },
  'project.relation-to-itself': { zh: '项目不能与自身建立关系', en: 'A project cannot be related to itself' },
  'project.relation-twice': { zh: '与项目 {projectNo} 的关系出现了两次', en: 'The relation to project {projectNo} occurs twice' },
  'project.relation-to-unknown': { zh: '没有可关联的项目 {projectNo}', en: 'There is no project {projectNo} to be related to' },
  'project.relation-in-circle': { zh: '项目 {projectNo} 的关系首尾相接', en: 'The relations of project {projectNo} lead back to itself' },
  'project.parcel-unknown': { zh: '没有地块「{parcel}」', en: 'There is no parcel "{parcel}"' },
  'project.parcel-twice': { zh: '地块「{parcel}」出现了两次', en: 'Parcel "{parcel}" occurs twice' },
  'project.area-not-a-number': {
    zh: '地块「{parcel}」的面积「{area}」不是最多两位小数的数',
    en: 'The area "{area}" of parcel "{parcel}" is not a number with at most two decimals',
  },

  'enterprise.not-found': { zh: '没有这个企业', en: 'There is no such enterprise' },
  'enterprise.refused': { zh: '企业未能保存', en: 'The enterprise was not saved' },
  'enterprise.in-use': { zh: '企业正被引用，不能删除', en: 'The enterprise is referred to and cannot be deleted' },
  'enterprise.owns-project': { zh: '是项目 {projectNo}「{nameZh}」的业主', en: 'It owns project {projectNo} "{nameZh}"' },
  'enterprise.controls': { zh: '是「{nameZh}」的上级企业', en: 'It controls "{nameZh}"' },
  'enterprise.name-missing': { zh: '缺少企业名称', en: 'The enterprise’s name is missing' },
  'enterprise.name-taken': { zh: '名称「{value}」已属于另一企业', en: 'The name "{value}" belongs to another enterprise' },
  'enterprise.twice': { zh: '企业「{nameZh}」出现了两次', en: 'Enterprise "{nameZh}" occurs twice' },
  'enterprise.keys-disagree': {
    zh: '信用代码属于「{byCode}」，名称属于「{byName}」，不是同一企业',
    en: 'The credit code belongs to "{byCode}" and the name to "{byName}": two enterprises',
  },
  'enterprise.credit-code-taken': { zh: '统一社会信用代码 {value} 已属于「{nameZh}」', en: 'Credit code {value} belongs to "{nameZh}"' },
  'enterprise.credit-code-bad-form': {
    zh: '统一社会信用代码「{creditCode}」格式不符（18 位，不含 I O S V Z）',
    en: 'Credit code "{creditCode}" is not 18 characters of 0–9 and A–Y without I, O, S, V',
  },
  'enterprise.credit-code-bad-check-digit': {
    zh: '统一社会信用代码「{creditCode}」校验位不符；确认无误时请填写理由',
    en: 'The check character of credit code "{creditCode}" is wrong; if the code is right all the same, give the reason',
  },
  'enterprise.override-needless': {
    zh: '信用代码校验通过或未填写，不需要理由',
    en: 'The credit code passes its check or is missing: no reason is needed',
  },
  'enterprise.parent-unknown': { zh: '企业库中没有上级企业「{parent}」', en: 'The register has no parent enterprise "{parent}"' },
  'enterprise.parent-in-circle': { zh: '「{nameZh}」的上级关系首尾相接', en: 'The parents of "{nameZh}" lead back to itself' },

  'custom-field.refused': { zh: '自定义字段未能保存', en: 'The custom field was not saved' },
  'custom-field.not-found': { zh: '没有自定义字段「{field}」', en: 'There is no custom field "{field}"' },
  'custom-field.unknown': { zh: '没有自定义字段「{field}」', en: 'There is no custom field "{field}"' },
  'custom-field.not-a-number': { zh: '「{field}」的值「{text}」不是数', en: 'The value "{text}" of {field} is not a number' },
  'custom-field.not-a-date': { zh: '「{field}」的值「{text}」不是日期', en: 'The value "{text}" of {field} is not a date' },
  'custom-field.not-an-amount': { zh: '「{field}」的值「{text}」不是金额', en: 'The value "{text}" of {field} is not an amount' },
  'custom-field.not-a-choice': {
    zh: '「{field}」的值「{text}」不在选项中（{choices}）',
    en: 'The value "{text}" of {field} is none of: {choices}',
  },
  'custom-field.choices-missing': { zh: '选项字段至少要有一个选项', en: 'A field of choices needs at least one choice' },
  'custom-field.choices-needless': { zh: '只有选项字段才有选项', en: 'Only a field of choices has choices' },
  'custom-field.in-use': {
    zh: '字段「{field}」已在 {count} 条记录中使用，不能删除或改变类型',
    en: '{count} records use the field "{field}"; it cannot be removed, nor its type changed',
  },
  'custom-field.choice-in-use': {
    zh: '选项「{choice}」已在 {count} 条记录中使用，不能删除',
    en: '{count} records use the choice "{choice}"; it cannot be removed',
  },

  'saved-view.not-found': { zh: '没有这个视图，或它不属于您', en: 'There is no such view, or it is not yours' },
  'saved-view.name-taken': { zh: '您已有名为「{name}」的视图', en: 'You already have a view named "{name}"' },
} satisfies MessageTable
