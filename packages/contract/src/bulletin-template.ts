import { z } from 'zod'
import { LOCALES } from './messages.ts'
import { PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant } from './scalars.ts'

const template = z.object({
  language: z.enum(LOCALES),
  own: z
    .object({ fileName: z.string(), byteSize: z.number().int(), sha256: z.string(), chosenBy: z.string(), chosenAt: instant })
    .nullable()
    .describe('null: the template of the program'),
})
const templates = z.object({ templates: z.array(template), tags: z.array(z.string()).describe('that a template can name') })
export type BulletinTemplates = z.infer<typeof templates>

const ofLanguage = z.object({ language: z.enum(LOCALES) })

export const bulletinTemplateRoutes = defineRoutes({
  'bulletin.templates': {
    method: 'GET',
    path: '/api/v1/bulletin-templates',
    rights: PLANNERS,
    response: templates,
    summary: { zh: '月报的 Word 模板', en: 'Word templates of the bulletin' },
  },
  'bulletin.template': {
    method: 'GET',
    path: '/api/v1/bulletin-templates/{language}',
    rights: PLANNERS,
    params: ofLanguage,
    response: 'file',
    transaction: 'none',
    summary: { zh: '下载正在使用的 Word 模板', en: 'The Word template in use' },
  },
  'bulletin.replace-template': {
    method: 'POST',
    path: '/api/v1/bulletin-templates/{language}',
    rights: PLANNERS,
    params: ofLanguage,
    upload: true,
    response: templates,
    transaction: 'none',
    summary: { zh: '更换 Word 模板（先试填再采用）', en: 'Replace the Word template; it is tried first' },
  },
  'bulletin.reset-template': {
    method: 'DELETE',
    path: '/api/v1/bulletin-templates/{language}',
    rights: PLANNERS,
    params: ofLanguage,
    response: templates,
    summary: { zh: '恢复系统自带的 Word 模板', en: 'Use the template of the program again' },
  },
})
