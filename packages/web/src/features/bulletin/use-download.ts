import { App } from 'antd'
import type { Bulletin, BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { api } from '../../app/api.ts'
import { offerFile } from '../../ui/data-table-csv.ts'

/** Fetches a file of the bulletin; what is refused is said in a message. */
export function useDownload({ bulletinId, files, month, layout }: Bulletin) {
  const { message } = App.useApp()
  return async (format: BulletinFormat, language: Locale): Promise<void> => {
    try {
      const file = await api('bulletin.file', { params: { bulletinId }, query: { format, language } })
      const issued = files.find((candidate) => candidate.format === format && candidate.language === language)
      offerFile(file, issued?.fileName ?? `${layout.masthead} ${month}.${format}`)
    } catch (error) {
      void message.error((error as Error).message)
    }
  }
}
