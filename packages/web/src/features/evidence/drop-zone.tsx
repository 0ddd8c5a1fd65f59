import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../../app/language.tsx'
import { drawBytes } from './draw-bytes.ts'
import { evidenceTexts } from './evidence.texts.ts'

interface Props {
  label: string
  limits: { maxBytes: number; extensions: readonly string[] }
  onFiles: (files: readonly File[]) => void
}

/** Takes files by dropping or by choosing. Nothing is held against their names: the server looks at what they are. */
export function DropZone({ label, limits, onFiles }: Props) {
  const t = useTexts(evidenceTexts)
  const kinds = limits.extensions.map((extension) => extension.toUpperCase()).join(' ')
  return (
    <Upload.Dragger multiple showUploadList={false} beforeUpload={eachOnce(onFiles)} aria-label={label}>
      <p className="evidence-drop-mark">
        <InboxOutlined />
      </p>
      <p>{label}</p>
      <p className="quiet evidence-limits">{t('limits', { size: drawBytes(limits.maxBytes), kinds })}</p>
    </Upload.Dragger>
  )
}

/** The widget asks for every file of a choice, each time with all of them. */
export const eachOnce =
  (onFiles: (files: readonly File[]) => void) =>
  (file: File, all: readonly File[]): false => {
    if (file === all[0]) onFiles(all)
    return false
  }

export function AttachButton({ children, label, onFiles }: { children: ReactNode; label: string; onFiles: Props['onFiles'] }) {
  return (
    <Upload multiple showUploadList={false} beforeUpload={eachOnce(onFiles)} aria-label={label}>
      {children}
    </Upload>
  )
}
