import { DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button, Popconfirm, Upload } from 'antd'
import type { BulletinTemplates } from '@ballast/contract/bulletin-template.ts'
import { api, useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { bulletinTexts } from './bulletin.texts.ts'

/** The Word files that bulletins are filled into: the office's own, or those of the program. */
export function TemplateCard() {
  const t = useTexts(bulletinTexts)
  const query = useRoute('bulletin.templates', {})
  return (
    <section className="card bulletin-templates" aria-label={t('templates')}>
      <h2>{t('templates')}</h2>
      <p className="quiet">{t('templatesHint')}</p>
      <Loaded query={query}>
        {({ templates, tags }) => (
          <>
            <ul className="bulletin-files">
              {templates.map((template) => (
                <TemplateLine key={template.language} template={template} />
              ))}
            </ul>
            <p className="quiet bulletin-tags">
              {t('tags')} {tags.map((tag) => `{{${tag}}}`).join(' ')}
            </p>
          </>
        )}
      </Loaded>
    </section>
  )
}

function TemplateLine({ template: { language, own } }: { template: BulletinTemplates['templates'][number] }) {
  const t = useTexts(bulletinTexts)
  const { message } = App.useApp()
  const replace = useAction('bulletin.replace-template', ['bulletin.templates'])
  const reset = useAction('bulletin.reset-template', ['bulletin.templates'])
  const params = { language }
  const error = replace.error ?? reset.error
  const download = async () => {
    try {
      offerFile(await api('bulletin.template', { params }), own?.fileName ?? t('templateFile', { language }))
    } catch (thrown) {
      void message.error((thrown as Error).message)
    }
  }
  const send = (file: File) => {
    replace.mutate({ params, file, fileName: file.name }, { onSuccess: () => void message.success(t('templateTaken')) })
    return false
  }
  return (
    <li>
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <div className="bulletin-template">
        <b>{t(language === 'en' ? 'english' : 'chinese')}</b>
        <span>
          {own === null ? (
            t('templateOfProgram')
          ) : (
            <>
              {own.fileName}{' '}
              <span className="quiet">
                {own.chosenBy} · {drawInstant(own.chosenAt).slice(0, 16)}
              </span>
            </>
          )}
        </span>
        <span className="bulletin-template-actions">
          <Button size="small" icon={<DownloadOutlined />} onClick={() => void download()}>
            {t('download')}
          </Button>
          <Upload accept=".docx" showUploadList={false} beforeUpload={send}>
            <Button size="small" icon={<UploadOutlined />} loading={replace.isPending}>
              {t('replaceTemplate')}
            </Button>
          </Upload>
          {own === null ? null : (
            <Popconfirm title={t('resetTemplateTitle')} onConfirm={() => reset.mutate({ params })}>
              <Button size="small" loading={reset.isPending}>
                {t('resetTemplate')}
              </Button>
            </Popconfirm>
          )}
        </span>
      </div>
    </li>
  )
}
