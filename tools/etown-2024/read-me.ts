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
- \`zone.yaml\`, \`categories.csv\`, \`clusters.csv\`, \`codes.csv\`, \`custom-fields.csv\` and \`history.csv\` are written by
  hand. The other files are written by \`node tools/make-etown-pack.ts\` from the facts in \`tools/etown-2024/\` with the seed ${seed}.

Choices: 新兴产业 gets 4 % of industry; infrastructure 26 billion and public service 14 billion yuan; construction, installation and
equipment are 56.2 % of the whole (Beijing's published share of 2023 of construction and equipment). The total of 小米二期 is the floor that the land
listing set, not an actual total. 高级别自动驾驶示范区 counts as an emerging industry, as in the published plan. The public computing centre counts as infrastructure and has no cluster.
Amounts in foreign currency are kept as notes and are not converted. Dates published as a year, half-year or month are given a day inside it, marked simulated.

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
