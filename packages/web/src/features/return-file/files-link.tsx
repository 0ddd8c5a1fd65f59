import { FileExcelOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useTexts } from '../../app/language.tsx'
import { returnFileTexts } from './return-file.texts.ts'

/** From a period's returns to its files. */
export function FilesLink({ month }: { month: string }) {
  const t = useTexts(returnFileTexts)
  const navigate = useNavigate()
  return (
    <Button icon={<FileExcelOutlined />} onClick={() => void navigate({ to: '/reports/$month/files', params: { month } })}>
      {t('files')}
    </Button>
  )
}
