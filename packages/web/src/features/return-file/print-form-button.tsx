import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { api } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { returnFileTexts } from './return-file.texts.ts'
import { useDownload } from './use-download.ts'

/** One project's form as a workbook, to be printed, signed and stamped. */
export function PrintFormButton({ projectId, projectNo, month }: { projectId: string; projectNo: string; month: string }) {
  const t = useTexts(returnFileTexts)
  const mayExport = useMay('return-file.export')
  const { busy, download } = useDownload()
  if (!mayExport) return null
  const fetch = () => api('return-file.export', { params: { month }, query: { form: 'project', projectId } })
  return (
    <Button
      icon={<DownloadOutlined />}
      loading={busy !== null}
      onClick={() => void download('form', `${t('official')}-${month}-${projectNo}.xlsx`, fetch)}
    >
      {t('printForm')}
    </Button>
  )
}
