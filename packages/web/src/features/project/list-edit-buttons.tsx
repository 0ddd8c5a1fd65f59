import { EditOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useTexts } from '../../app/language.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { uiTexts } from '../../ui/ui.texts.ts'

/** Edit, then save or leave it: the head of a list that is edited as a whole. */
export function ListEditButtons({
  title,
  edit,
  maySave,
}: {
  title: string
  edit: { items: readonly unknown[] | null; begin: () => void; cancel: () => void; save: () => Promise<void>; isSaving: boolean }
  maySave: boolean
}) {
  const r = useTexts(registerTexts)
  const ui = useTexts(uiTexts)
  if (edit.items === null) {
    return (
      <Button size="small" icon={<EditOutlined />} aria-label={r('editField', { name: title })} onClick={edit.begin}>
        {r('edit')}
      </Button>
    )
  }
  return (
    <Flex gap={8}>
      <Button size="small" onClick={edit.cancel}>
        {ui('cancel')}
      </Button>
      <Button size="small" type="primary" loading={edit.isSaving} disabled={!maySave} onClick={() => void edit.save()}>
        {ui('save')}
      </Button>
    </Flex>
  )
}
