import { routeUrl } from '@ballast/contract/client.ts'
import type { Evidence } from '@ballast/contract/evidence.ts'

/** Address of the file itself. @param show in place instead of saved */
export const fileUrl = ({ evidenceId }: Evidence, show: boolean): string =>
  routeUrl('evidence.download', { params: { evidenceId }, query: show ? { show } : {} })
