import type { BulletinFormat } from '@ballast/contract/bulletin.ts'
import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'

/** "固定资产投资月报〔2024〕第3期.pdf" */
export const fileNameOf = ({ masthead, number }: Pick<BulletinLayout, 'masthead' | 'number'>, format: BulletinFormat): string =>
  `${masthead} ${number}`.replaceAll(/(?<=[一-鿿〕〔]) | (?=[一-鿿〕〔])/g, '').replaceAll(/[\\/:*?"<>|]/g, '_') + `.${format}`
