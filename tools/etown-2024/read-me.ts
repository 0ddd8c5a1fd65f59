import { BUSINESS_DATE } from './dates.ts'
import type { PublicProject } from './public-projects.ts'
import type { PlannedProject } from './simulate-projects.ts'

/** What the pack is, what in it is public, and what was left out and why. */
export function readMeText(
  planned: readonly PlannedProject[],
  published: readonly PublicProject[],
  plots: number,
  parcelsLeftOut: readonly (readonly [name: string, reason: string])[],
  seed: number,
): string {
  const count = planned.length
  const real = planned.filter(({ facts }) => facts !== undefined).length
  const table = (standing: PublicProject['standing']) =>
    published.filter((facts) => facts.standing === standing).map(({ nameZh, stage, reason }) => `| ${nameZh} | ${stage} | ${reason} |`)
  return `# Beijing E-Town, investment plan of 2024 · 北京经开区2024年投资计划

The reference zone of Ballast. It shows a real plan with what is public about it, and fills the rest with simulated data.
业务日期 ${BUSINESS_DATE}。**标为“模拟”的数据由程序按固定种子生成，不是真实数据。**

- Public: the target of 100 billion yuan, the share of industry of at least 60 %, the proportion 32 : 6 : 6 : 1 of the four lead
  clusters, and the facts of ${real} of the ${count} projects and of ${plots} plots that carry a citation. Each row has \`source_kind\` and
  \`citation\`; \`sources.csv\` names the facts that differ from their row.
- Simulated: every annual and monthly amount, the totals that are not published, ${count - real} projects with neutral names
  (工业项目001 …), their owners (模拟企业001 …), service managers, bureaus, funding, most dates of gates, all simulated plots.
- Illustrative: every outline of a plot and every line of a corridor, the districts, roads and the river of the base map. They lie
  in the real area and have the published areas, but not the real places.
- Demonstration parameters, marked simulated: terms, prices and pools of the computing centre's vouchers, and one voucher of 200 P·h of a
  simulated firm (\`computing.yaml\`), with the accounts \`customer\` of that firm and \`operator\` of the centre.
- \`zone.yaml\`, \`computing.yaml\`, \`categories.csv\`, \`clusters.csv\`, \`codes.csv\`, \`custom-fields.csv\`, \`light-rules.csv\` and \`history.csv\` are written by
  hand. The other files are written by \`node tools/make-etown-pack.ts\` from the facts in \`tools/etown-2024/\` with the seed ${seed}.

Choices: 新兴产业 gets 4 % of industry; infrastructure 26 billion and public service 14 billion yuan; construction, installation and
equipment are 56.2 % of the whole (Beijing's published share of 2023 of construction and equipment). The total of 小米二期 is the floor that the land
listing set, not an actual total. 高级别自动驾驶示范区 counts as an emerging industry, as in the published plan. The public computing centre counts as infrastructure and has no cluster.
Amounts in foreign currency are kept as notes and are not converted. Dates published as a year, half-year or month are given a day inside it, marked simulated.

## Months

Reported (纳统数) and dispatched (调度数) figures from January 2022 to March 2024, all **simulated** and marked in each row: seasonal, lumpy, with empty
months, standstills, slips, a settled December, corrections and returns that were sent back. Taken as the plan of a year, 84 billion yuan in 2022 and
94 billion in 2023 give cumulative shares after March, June and September within the range published for lists of key projects. 2023 closes a little above 100
billion yuan: \`history.csv\` keeps the published floor. Periods are closed through February 2024; March is open, due on 11 April.
What was invested before a project's first reported year stands in \`report-openings.csv\`; with the months it is the cumulative at each year's end.

The planned projects alone would carry a year such as 2023 but not 2022, and a zone in which nothing was ever completed would not be true: \`ET22-…\`
and \`ET23-…\` are simulated projects that were completed in those years. They carry their years' money, stand in the register with the tag 已建成, and are in no plan, target or count of 2024.

## Beside the months

All **simulated** and marked: government-investment funds released and spent since 2023 (\`fund-movements.csv\`), payments for land and clearance, each reported in the
month in which it was made (\`land-payments.csv\`), visits of this year with what was promised (\`visits.csv\`), the queue of the statistical library
(\`registrations.csv\`) and what agreements promise, with reviews of those that produce (\`commitments.csv\`). Real projects have no invented complaints, papers, codes
or commitments. Codes of simulated firms and projects carry the area 000000, which does not exist, so that they can be nobody's. \`light-rules.csv\` holds the rules of
lights that this zone lays down otherwise than the preset.

## In the register, outside the plan

| project | published stage | reason |
|---|---|---|
${table('register').join('\n')}

## Left out

| project | published stage | reason |
|---|---|---|
${table('left-out').join('\n')}

| plot | reason |
|---|---|
${parcelsLeftOut.map(([name, reason]) => `| ${name} | ${reason} |`).join('\n')}
`
}
