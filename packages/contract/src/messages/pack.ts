import type { MessageTable } from './message-table.ts'

export const packMessages = {
  'pack.invalid': { zh: '数据包有误', en: 'The zone pack has problems' },
  'pack.zone-already-there': {
    zh: '数据库中已有开发区 {zone}，不再装载',
    en: 'The database holds the zone {zone} already; nothing was loaded',
  },
  'pack.row-refused': { zh: '数据包中有不能入库的内容，未装载', en: 'The registers refuse some of the pack; nothing was loaded' },
  'pack.nothing-to-accept': {
    zh: '项目 {project} 没有可接受的警告 {rule}',
    en: 'The check finds no warning {rule} of the project {project} to accept',
  },
  'pack.no-administrator': { zh: '至少要有一名管理员（administrator）', en: 'At least one user must be an administrator' },
  'pack.demonstration-without-date': {
    zh: '只有演示用的开发区（有固定的 businessOn）才可公布密码',
    en: 'Only a zone for demonstration, with a fixed businessOn, may publish a password',
  },
  'pack.file-missing': { zh: '缺少文件', en: 'The file is missing' },
  'pack.not-utf8': { zh: '不是 UTF-8 文本', en: 'This is not UTF-8 text' },
  'pack.no-header': { zh: '文件为空，缺少表头', en: 'The file is empty; its header is missing' },
  'pack.column-twice': { zh: '列 {column} 出现两次', en: 'The column {column} stands twice' },
  'pack.quote-open': { zh: '引号没有闭合', en: 'A quotation mark is opened and not closed' },
  'pack.cell-count': { zh: '本行有 {cells} 格，表头有 {columns} 列', en: 'The row has {cells} cells, the header {columns} columns' },
  'pack.unknown-column': { zh: '没有名为 {column} 的列', en: 'There is no column named {column}' },
  'pack.missing-column': { zh: '缺少列 {column}', en: 'The column {column} is missing' },
  'pack.value-missing': { zh: '缺少 {column}', en: '{column} is missing' },
  'pack.unknown-key': { zh: '没有名为 {column} 的项', en: 'There is no entry named {column}' },
  'pack.not-one-of': { zh: '{column}「{value}」应为其一：{allowed}', en: '{column} "{value}" must be one of: {allowed}' },
  'pack.one-value-only': { zh: '{column} 应恰有一个值', en: '{column} must have exactly one value' },
  'pack.not-an-amount': {
    zh: '{column}「{value}」不是万元数（最多六位小数，不用千分位）',
    en: '{column} "{value}" is not an amount in 10,000 yuan (at most six decimals, no thousands separators)',
  },
  'pack.not-an-area': {
    zh: '{column}「{value}」不是平方米数（最多两位小数）',
    en: '{column} "{value}" is not a number of m² (at most two decimals)',
  },
  'pack.not-a-number': { zh: '{column}「{value}」不是数，或小数过多', en: '{column} "{value}" is not a number, or has too many decimals' },
  'pack.not-a-whole-number': { zh: '{column}「{value}」不是整数', en: '{column} "{value}" is not a whole number' },
  'pack.not-a-year': { zh: '{column}「{value}」不是年份', en: '{column} "{value}" is not a year' },
  'pack.not-a-month': { zh: '{column}「{value}」不是月份（如 2024-03）', en: '{column} "{value}" is not a month (2024-03)' },
  'pack.not-a-day': { zh: '{column}「{value}」不是日期（如 2024-03-15）', en: '{column} "{value}" is not a day (2024-03-15)' },
  'pack.not-an-area-code': {
    zh: '{column}「{value}」不是 12 位统计区划代码',
    en: '{column} "{value}" is not a statistical area code of 12 digits',
  },
  'pack.not-an-industry': {
    zh: '{column}「{value}」不是国标行业小类（如 C3974）',
    en: '{column} "{value}" is not a class of GB/T 4754 (C3974)',
  },
  'pack.not-a-color': { zh: '{column}「{value}」不是颜色（如 #1f5fa8）', en: '{column} "{value}" is not a colour (#1f5fa8)' },
  'pack.not-a-scope': {
    zh: '{column}「{value}」应写作 category:代码 或 cluster:代码',
    en: '{column} "{value}" must be category:CODE or cluster:CODE',
  },
  'pack.not-a-code': {
    zh: '{column}「{value}」不是代码（字母、数字、_ . -，最多 64 位）',
    en: '{column} "{value}" is not a code (letters, digits, _ . -, at most 64)',
  },
  'pack.not-a-small-code': {
    zh: '{column}「{value}」不是代码（小写字母开头，只用小写字母、数字与连接符）',
    en: '{column} "{value}" is not a code (small letters, digits and joining signs, beginning with a letter)',
  },
  'pack.not-parcels': { zh: '{column}「{value}」应写作 地块|地块:平方米', en: '{column} "{value}" must be PARCEL|PARCEL:SQUARE METRES' },
  'pack.not-relations': {
    zh: '{column}「{value}」应写作 part_of:编号（或 later_phase_of、renewal_of），多个以 | 分隔',
    en: '{column} "{value}" must be part_of:NUMBER (or later_phase_of, renewal_of), separated by |',
  },
  'pack.wrong-type': { zh: '{column}「{value}」的类型应为 {type}', en: '{column} "{value}" must be of the type {type}' },
  'pack.too-long': { zh: '{column} 超过 {limit} 个字', en: '{column} is longer than {limit} characters' },
  'pack.empty-value': { zh: '{column} 不能为空', en: '{column} must not be empty' },
  'pack.too-small': { zh: '{column}「{value}」小于 {limit}', en: '{column} "{value}" is less than {limit}' },
  'pack.too-large': { zh: '{column}「{value}」大于 {limit}', en: '{column} "{value}" is more than {limit}' },
  'pack.header-cells': {
    zh: '表头有 {columns} 列，各行却有 {cells} 格',
    en: 'The header has {columns} columns, every row has {cells} cells',
  },
  'pack.bad-value': { zh: '{column}「{value}」不合要求：{expected}', en: '{column} "{value}" does not fit: {expected}' },
  'pack.yaml': { zh: 'YAML 有误：{message}', en: 'The YAML cannot be read: {message}' },
  'pack.json': { zh: 'JSON 有误', en: 'The JSON cannot be read' },
  'pack.not-features': { zh: '应为 GeoJSON 的 FeatureCollection', en: 'This must be a GeoJSON FeatureCollection' },
  'pack.key-twice': { zh: '「{key}」与第 {line} 行重复', en: '"{key}" stands already on line {line}' },
  'pack.login-twice': { zh: '用户名 {login} 重复', en: 'The login {login} stands twice' },
  'pack.no-calendar': { zh: 'zone.yaml 没有写明日历 calendar', en: 'zone.yaml does not name the calendar' },
  'pack.day-not-covered': {
    zh: '{day} 不在日历范围 {from} 至 {until}（不含）内',
    en: '{day} is outside the calendar, which covers {from} until {until}',
  },
  'pack.unknown-reference': { zh: '{column}「{value}」不在 {file} 中', en: '{column} "{value}" is not in {file}' },
  'pack.attributes-not-object': { zh: 'attributes 应为 JSON 对象', en: 'attributes must be a JSON object' },
  'pack.choices-of-choice': {
    zh: 'choice 类型须有 choices，其他类型不得有',
    en: 'A field of type choice needs choices; other types have none',
  },
  'pack.unknown-indicator': { zh: '没有指标 {indicator}', en: 'There is no indicator {indicator}' },
  'pack.unknown-period': { zh: '没有期间 {period}', en: 'There is no period {period}' },
  'pack.value-of-indicator': { zh: '指标 {indicator} 的值应写在 {value}', en: 'The indicator {indicator} takes its value in {value}' },
  'pack.scope-of-indicator': { zh: '指标 {indicator} 不适用于该范围', en: 'The indicator {indicator} does not apply to this scope' },
  'pack.credit-code-bad-form': { zh: '统一社会信用代码 {code} 格式有误', en: 'The credit code {code} does not have the form of one' },
  'pack.credit-code-bad-check-digit': {
    zh: '统一社会信用代码 {code} 校验位不符；确属无误请填 credit_code_reason',
    en: 'The check character of the credit code {code} is wrong; if the code is right all the same, give credit_code_reason',
  },
  'pack.project-code-bad-form': { zh: '项目代码 {code} 格式有误', en: 'The project code {code} does not have the form of one' },
  'pack.project-code-bad-check-digit': { zh: '项目代码 {code} 校验位不符', en: 'The check digit of the project code {code} is wrong' },
  'pack.cluster-of-other-category': {
    zh: '集群 {cluster} 属于类别 {category}',
    en: 'The cluster {cluster} belongs to the category {category}',
  },
  'pack.parts-not-total': {
    zh: '构成合计 {sum} 万元，总投资 {total} 万元',
    en: 'The parts add up to {sum} × 10,000 yuan, the total is {total} × 10,000 yuan',
  },
  'pack.land-beyond-other': { zh: '建设用地费大于其他费用', en: 'Land is more than the other costs it is part of' },
  'pack.funding-beyond-total': {
    zh: '资金来源合计 {sum} 万元，大于总投资 {total} 万元',
    en: 'Funding of {sum} × 10,000 yuan exceeds the total of {total} × 10,000 yuan',
  },
  'pack.not-a-limit': {
    zh: '{column}“{value}”须为不超过4位的整数，或“-”',
    en: '{column} “{value}” has to be a whole number of at most 4 digits, or “-”',
  },
  'pack.registration-gate': {
    zh: '{project}标为已入库，gate-progress.csv 中却没有入库日期',
    en: '{project} is said to be registered, but gate-progress.csv has no date of its registration',
  },
  'pack.submitted-needed': {
    zh: '{project}的入库申报已提交，须填写提交日期',
    en: 'The pack of {project} was handed in, so its day is needed',
  },
  'pack.returned-needed': {
    zh: '{project}的入库申报已退回，须填写退回项目、原因和说明',
    en: 'The pack of {project} was returned, so item, reason and note are needed',
  },
  'pack.not-gates': {
    zh: '{column} 应为以 | 分隔的节点，可带 * 与工作日数，如 signing|registration*:60',
    en: '{column} must be gates separated by |, with * and working days where wanted, as signing|registration*:60',
  },
  'pack.no-such-gate': { zh: '没有节点「{gate}」', en: 'There is no gate "{gate}"' },
  'pack.gate-twice': { zh: '节点 {gate} 出现多次', en: 'The gate {gate} stands more than once' },
  'pack.condition-without-fact': {
    zh: 'fact 类条件须写明 fact，其他类型不得有；minimum_yuan 只用于 figure 或 fact 为 total 的条件',
    en: 'A condition of kind fact needs a fact, others have none; minimum_yuan is for figures and for the fact total',
  },
  'pack.gate-not-of-type': { zh: '项目类型 {type} 没有节点 {gate}', en: 'Projects of type {type} have no gate {gate}' },
  'pack.period-not-next': { zh: '上报期 {month} 不接续，应为 {next}', en: 'The period {month} does not follow; the next is {next}' },
  'pack.period-after-open': { zh: '上一上报期 {month} 尚未关账', en: 'The period {month} before it is still open' },
  'pack.return-state': {
    zh: '月报状态 {state} 与上报期状态 {period} 不符：已关账的期内月报应为 closed，未关账的不得为 closed',
    en: 'A return is closed where its period is and nowhere else; this one is {state} in a period that is {period}',
  },
  'pack.correction-too-early': {
    zh: '更正应出现在 {month} 之后的上报期，而不是 {appears}',
    en: 'The correction must appear in a period after {month}, not in {appears}',
  },
  'pack.return-refused': {
    zh: '项目 {project} {month} 月报不能核定：{message}',
    en: 'The return {month} of {project} cannot be verified: {message}',
  },
  'pack.gate-after-today': { zh: '日期 {date} 晚于业务日期 {today}', en: 'The date {date} is after the business date {today}' },
  'pack.gates-out-of-order': {
    zh: '{column} {date} 早于 {earlier} {earlierDate}',
    en: '{column} {date} is before {earlier} {earlierDate}',
  },
  'pack.custom-value': { zh: '{column}「{value}」不合类型：{type}', en: '{column} "{value}" does not fit its type: {type}' },
  'pack.source-of-nothing': {
    zh: '「{key}」的 {column} 为空，无需注明来源',
    en: '{column} of "{key}" is empty; there is nothing to give a source for',
  },
  'pack.cadastral-code': { zh: '不动产单元号 {code} 格式有误', en: 'The cadastral code {code} does not have the form of one' },
  'pack.shape-of-nothing': {
    zh: '第 {feature} 个图形：parcels.csv 中没有「{name}」',
    en: 'Feature {feature}: parcels.csv has no "{name}"',
  },
  'pack.area-differs': {
    zh: '第 {feature} 个图形「{name}」：计算面积 {computed} 平方米，公布面积 {published} 平方米',
    en: 'Feature {feature}, "{name}": computed {computed} m², published {published} m²',
  },
  'pack.shapes-overlap': {
    zh: '第 {feature} 个图形「{name}」与第 {line} 行的「{other}」重叠 {areaM2} 平方米',
    en: 'Feature {feature}, "{name}", covers {areaM2} m² of "{other}" on line {line}',
  },
  'pack.no-plan': { zh: '有计划文件，但 zone.yaml 没有写明 plan', en: 'There are files of a plan, but zone.yaml does not name the plan' },
  'pack.root-not-target': {
    zh: '总分解额 {frame} 万元，全年目标 {target} 万元',
    en: 'The whole frame is {frame} × 10,000 yuan, the target of the year {target} × 10,000 yuan',
  },
  'pack.children-not-frame': {
    zh: '「{code}」下级合计 {sum} 万元，分解额 {frame} 万元',
    en: 'Below "{code}" stand {sum} × 10,000 yuan, its frame is {frame} × 10,000 yuan',
  },
  'pack.frame-not-planned': {
    zh: '「{code}」项目合计 {sum} 万元，分解额 {frame} 万元',
    en: 'The projects of "{code}" plan {sum} × 10,000 yuan, its frame is {frame} × 10,000 yuan',
  },
  'pack.no-months': {
    zh: '项目 {project} 没有月度计划，也没有可展开的曲线与起止月',
    en: 'The project {project} has neither months nor a profile with its first and last month',
  },
  'pack.months-not-annual': {
    zh: '月度合计 {sum} 万元，年度计划 {annual} 万元',
    en: 'The months add up to {sum} × 10,000 yuan, the year is {annual} × 10,000 yuan',
  },
  'pack.plan-beyond-total': {
    zh: '年度计划 {sum} 万元，大于总投资 {total} 万元',
    en: 'The plan of {sum} × 10,000 yuan exceeds the total investment of {total} × 10,000 yuan',
  },
  'pack.month-not-in-year': { zh: '{month} 不在计划年度 {year} 内', en: "{month} is not in the plan's year {year}" },
  'pack.shares-not-whole': {
    zh: '项目 {project} 落地份额合计 {percent}%',
    en: 'The shares of the project {project} add up to {percent} %',
  },
  'pack.no-place': { zh: '项目 {project} 没有落到地块或走廊', en: 'The project {project} stands on no parcel or corridor' },
} satisfies MessageTable
