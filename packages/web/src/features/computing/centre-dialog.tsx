import { App, Button, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { CENTRE_STATES, type CentreInput, type ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { ENGINE_VERSIONS, isUnproven, type EngineName } from '@ballast/domain/computing/engine-versions.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { computingTexts } from './computing.texts.ts'
import { contractTexts } from './contract.texts.ts'
import { ENGINE_NAMES } from './engine-names.ts'

const VERSIONS = (Object.keys(ENGINE_VERSIONS) as EngineName[]).flatMap((engine) =>
  ENGINE_VERSIONS[engine].map((apiVersion) => ({ engine, apiVersion })),
)

const NEW: CentreInput = {
  code: '',
  nameZh: '',
  nameEn: '',
  state: 'open',
  engine: 'slurm',
  apiVersion: '24.11',
  url: '',
  keyRef: 'file:/',
  workDir: '/home/{user}',
  logDir: null,
  partition: null,
  needsContract: false,
  cards: [{ cardType: '', engineType: '', cardsPerNode: 8, plannedCards: null }],
}

function given({ connection, cards, code, nameZh, nameEn, state, engine, apiVersion, needsContract }: ComputeCentre): CentreInput {
  const { url, keyRef, workDir, logDir, partition } = connection ?? NEW
  return {
    code,
    nameZh,
    nameEn,
    state,
    engine,
    apiVersion,
    url,
    keyRef,
    workDir,
    logDir,
    partition,
    needsContract,
    cards: cards.map(({ cardType, engineType, cardsPerNode, plannedCards }) => ({ cardType, engineType, cardsPerNode, plannedCards })),
  }
}

const TEXT_FIELDS = ['code', 'nameZh', 'nameEn', 'url', 'keyRef', 'workDir'] as const
const HINTS = { keyRef: 'keyHint', workDir: 'workDirHint' } as const

/** Connects a centre, or changes how it is reached. */
export function CentreDialog({ centre, onClose }: { centre?: ComputeCentre; onClose: () => void }) {
  const t = useTexts(computingTexts)
  const c = useTexts(contractTexts)
  const { message } = App.useApp()
  const [values, setValues] = useState<CentreInput>(centre === undefined ? NEW : given(centre))
  const terms = useRoute('voucher.terms', {})
  const add = useAction('compute-centre.add', ['compute-'])
  const edit = useAction('compute-centre.edit', ['compute-'])
  const set = (change: Partial<CentreInput>) => setValues({ ...values, ...change })
  const setCard = (at: number, change: Partial<CentreInput['cards'][number]>) =>
    set({ cards: values.cards.map((card, index) => (index === at ? { ...card, ...change } : card)) })
  const rated = [...new Set((terms.data?.rates ?? []).map(({ cardType }) => cardType))]
  const isWhole =
    TEXT_FIELDS.every((field) => values[field].trim() !== '') &&
    values.cards.every(({ cardType, engineType }) => cardType !== '' && engineType.trim() !== '')
  const done = {
    onSuccess: () => {
      void message.success(t('saved'))
      onClose()
    },
  }
  const send = () =>
    centre === undefined
      ? add.mutate({ body: values }, done)
      : edit.mutate({ params: { centreId: centre.centreId }, body: values, ifMatch: centre.version }, done)
  const error = add.error ?? edit.error
  return (
    <Modal
      open
      width={720}
      title={t(centre === undefined ? 'connect' : 'edit')}
      okText={t('save')}
      okButtonProps={{ disabled: !isWhole }}
      confirmLoading={add.isPending || edit.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <div className="job-fields">
          {TEXT_FIELDS.map((field) => (
            <Form.Item
              key={field}
              label={t(field)}
              htmlFor={`centre-${field}`}
              extra={field === 'keyRef' || field === 'workDir' ? t(HINTS[field], { user: '{user}' }) : undefined}
            >
              <Input id={`centre-${field}`} value={values[field]} onChange={({ target }) => set({ [field]: target.value })} />
            </Form.Item>
          ))}
          <Form.Item label={t('apiVersion')} htmlFor="centre-version" extra={isUnproven(values.engine) ? t('unproven') : undefined}>
            <Select
              id="centre-version"
              value={`${values.engine} ${values.apiVersion}`}
              options={VERSIONS.map(({ engine, apiVersion }) => ({
                value: `${engine} ${apiVersion}`,
                label: `${ENGINE_NAMES[engine]} ${apiVersion}`,
              }))}
              onChange={(value: string) => set(VERSIONS.find(({ engine, apiVersion }) => `${engine} ${apiVersion}` === value) ?? {})}
            />
          </Form.Item>
          <Form.Item label={t('logDir')} htmlFor="centre-logDir" extra={t('logDirHint', { user: '{user}' })}>
            <Input
              id="centre-logDir"
              value={values.logDir ?? ''}
              onChange={({ target }) => set({ logDir: target.value.trim() === '' ? null : target.value })}
            />
          </Form.Item>
          <Form.Item label={t('partition')} htmlFor="centre-partition">
            <Input
              id="centre-partition"
              value={values.partition ?? ''}
              onChange={({ target }) => set({ partition: target.value.trim() === '' ? null : target.value })}
            />
          </Form.Item>
          <Form.Item label={t('state')} htmlFor="centre-state">
            <Select
              id="centre-state"
              value={values.state}
              options={CENTRE_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
              onChange={(state) => set({ state })}
            />
          </Form.Item>
        </div>
        <Form.Item>
          <Checkbox checked={values.needsContract} onChange={({ target }) => set({ needsContract: target.checked })}>
            {c('needsContract')}
          </Checkbox>
        </Form.Item>
        <p>
          {t('cards')} <span className="quiet">{t('cardsHint')}</span>
        </p>
        {values.cards.map((card, index) => (
          <div key={index} className="centre-card-fields">
            <Select
              aria-label={t('cardType')}
              placeholder={t('cardType')}
              value={card.cardType === '' ? null : card.cardType}
              options={rated.map((value) => ({ value, label: value }))}
              onChange={(cardType: string) => setCard(index, { cardType })}
            />
            <Input
              aria-label={t('engineType')}
              placeholder={t('engineType')}
              value={card.engineType}
              onChange={({ target }) => setCard(index, { engineType: target.value })}
            />
            <InputNumber
              aria-label={t('perNode')}
              min={1}
              max={64}
              value={card.cardsPerNode}
              onChange={(count) => setCard(index, { cardsPerNode: count ?? 8 })}
            />
            <InputNumber
              aria-label={t('plannedCards')}
              placeholder={t('plannedCards')}
              min={1}
              max={1_000_000}
              precision={0}
              value={card.plannedCards}
              onChange={(count) => setCard(index, { plannedCards: count })}
            />
            <Button
              type="text"
              disabled={values.cards.length === 1}
              onClick={() => set({ cards: values.cards.filter((_, other) => other !== index) })}
            >
              {t('removeCard')}
            </Button>
          </div>
        ))}
        <Button onClick={() => set({ cards: [...values.cards, { cardType: '', engineType: '', cardsPerNode: 8, plannedCards: null }] })}>
          {t('addCard')}
        </Button>
      </Form>
    </Modal>
  )
}
