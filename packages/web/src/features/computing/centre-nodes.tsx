import { App, Button, Flex, Table } from 'antd'
import { useState } from 'react'
import type { ComputeCentreLive } from '@ballast/contract/compute-centre.ts'
import { mayBeDrained, mayBeResumed } from '@ballast/domain/computing/engine-states.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { computingTexts } from './computing.texts.ts'

type Node = ComputeCentreLive['nodes'][number]

/** A centre's nodes, and for its operator whether they take jobs. */
export function CentreNodes({ centreId, nodes }: { centreId: string; nodes: readonly Node[] }) {
  const t = useTexts(computingTexts)
  const { message } = App.useApp()
  const mayDrain = useMay('compute-centre.drain-node')
  const drain = useAction('compute-centre.drain-node', ['compute-centre.'])
  const [asked, setAsked] = useState<string>()
  const set = (name: string, reason: string | null) =>
    drain.mutate(
      { params: { centreId, name }, body: { reason } },
      {
        onSuccess: () => {
          void message.success(t(reason === null ? 'nodeResumed' : 'nodeDrained', { node: name }))
          setAsked(undefined)
        },
      },
    )
  const ask = (name: string) => {
    drain.reset()
    setAsked(name)
  }
  return (
    <>
      {drain.error !== null && asked === undefined ? <ProblemAlert error={drain.error} /> : null}
      <Table
        size="small"
        rowKey="name"
        dataSource={nodes}
        pagination={nodes.length > 20 ? { pageSize: 20, size: 'small' } : false}
        scroll={{ x: mayDrain ? 480 : 380 }}
        columns={[
          { key: 'name', title: t('node'), render: (_, { name }) => <span className="number">{name}</span> },
          { key: 'state', title: t('nodeState'), render: (_, { state }) => t(`node.${state}`) },
          { key: 'cards', title: t('used'), align: 'right', render: (_, { used, cards: all }) => `${used}/${all}` },
          { key: 'reason', title: t('reason'), render: (_, { reason }) => reason ?? '' },
          ...(mayDrain
            ? [
                {
                  key: 'do',
                  title: '',
                  width: 100,
                  render: (_: unknown, { name, state }: Node) => (
                    <Flex gap={4} wrap>
                      {mayBeDrained(state) ? (
                        <Button size="small" aria-label={t('drainNode', { node: name })} onClick={() => ask(name)}>
                          {t('drain')}
                        </Button>
                      ) : null}
                      {mayBeResumed(state) ? (
                        <Button
                          size="small"
                          aria-label={t('resumeNode', { node: name })}
                          loading={drain.isPending && drain.variables.params.name === name}
                          onClick={() => set(name, null)}
                        >
                          {t('resume')}
                        </Button>
                      ) : null}
                    </Flex>
                  ),
                },
              ]
            : []),
        ]}
      />
      {asked === undefined ? null : (
        <ReasonDialog
          title={t('drainNode', { node: asked })}
          hint={t('drainHint')}
          error={drain.error}
          isPending={drain.isPending}
          onReason={(reason) => set(asked, reason)}
          onClose={() => {
            drain.reset()
            setAsked(undefined)
          }}
        />
      )}
    </>
  )
}
