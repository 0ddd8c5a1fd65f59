import type { BulletinFormat } from '@ballast/contract/bulletin.ts'

export const MEDIA_TYPES: Readonly<Record<BulletinFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}
