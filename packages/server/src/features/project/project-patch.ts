import type { ProjectPatch } from '@ballast/contract/project.ts'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import { parseYuan, type Fen } from '@ballast/domain/shared/money.ts'

/** The row of a project's number with the changes of a request. */
export function rowOfPatch(projectNo: string, { totalYuan, composition, funding, gates, ...patch }: ProjectPatch): ProjectRow {
  return {
    ...patch,
    projectNo: patch.projectNo ?? projectNo,
    ...(totalYuan !== undefined && { totalFen: totalYuan === null ? null : parseYuan(totalYuan) }),
    ...(composition !== undefined && { composition: inFen(composition) }),
    ...(funding !== undefined && { funding: inFen(funding) }),
    ...(gates !== undefined && { gates: gates as ProjectRow['gates'] }),
  }
}

const inFen = (amounts: Readonly<Record<string, string | null | undefined>>): Record<string, Fen | null> =>
  Object.fromEntries(
    Object.entries(amounts).flatMap(([name, yuan]) => (yuan === undefined ? [] : [[name, yuan === null ? null : parseYuan(yuan)]])),
  )
