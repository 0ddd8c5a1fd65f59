import { Button, Modal } from 'antd'
import type { Evidence } from '@ballast/contract/evidence.ts'
import { useTexts } from '../../app/language.tsx'
import { fileUrl } from './file-url.ts'
import { evidenceTexts } from './evidence.texts.ts'

/** An image, scaled by the browser, or a PDF in the browser's own viewer; neither can run anything of the file. */
export function EvidencePreview({ row, onClose }: { row: Evidence; onClose: () => void }) {
  const t = useTexts(evidenceTexts)
  return (
    <Modal
      open
      centered
      title={row.fileName}
      width="min(1100px, 96vw)"
      onCancel={onClose}
      footer={[
        <Button key="download" href={fileUrl(row, false)} download={row.fileName}>
          {t('download')}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('close')}
        </Button>,
      ]}
    >
      {row.preview === 'pdf' ? (
        // The browser's own viewer does not start in a sandbox. What it gets is a PDF by its content, under a policy that lets it load nothing.
        // oxlint-disable-next-line react/iframe-missing-sandbox
        <iframe className="evidence-preview" src={fileUrl(row, true)} title={row.fileName} />
      ) : (
        <img className="evidence-preview" src={fileUrl(row, true)} alt={row.fileName} />
      )}
    </Modal>
  )
}
