import { App } from 'antd'
import { useState } from 'react'
import { offerFile } from '../../ui/data-table-csv.ts'

/** Fetches a file and offers it to the user; says which is on its way. */
export function useDownload(): {
  busy: string | null
  download: (name: string, fileName: string, fetch: () => Promise<Blob>) => Promise<void>
} {
  const { message } = App.useApp()
  const [busy, setBusy] = useState<string | null>(null)
  return {
    busy,
    download: async (name, fileName, fetch) => {
      setBusy(name)
      try {
        offerFile(await fetch(), fileName)
      } catch (error) {
        void message.error((error as Error).message)
      } finally {
        setBusy(null)
      }
    },
  }
}
