import { App, Button, Popconfirm, Table } from 'antd'
import type { ComputeCentreLive } from '@ballast/contract/compute-centre.ts'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { computingTexts } from './computing.texts.ts'

type Window = ComputeCentreLive['reservations'][number]

/** For whom nodes of a centre are kept, and when; a maintenance window can be given up where the engine's interface can. */
export function CentreWindows({ centreId, reservations, canReserve }: ComputeCentreLive) {
  const t = useTexts(computingTexts)
  const { message } = App.useApp()
  const mayRelease = useMay('compute-centre.release') && canReserve
  const release = useAction('compute-centre.release', ['compute-centre.'])
  const minute = (at: string) => drawInstant(at).slice(0, 16)
  return (
    <>
      {release.error === null ? null : <ProblemAlert error={release.error} />}
      <Table
        size="small"
        rowKey="name"
        dataSource={reservations}
        pagination={false}
        scroll={{ x: 480 }}
        columns={[
          { key: 'name', title: t('windowName'), render: (_, { name }) => <span className="number">{name}</span> },
          {
            key: 'span',
            title: t('windowSpan'),
            render: (_, { startsAt, endsAt }) => (
              <span className="number">
                {minute(startsAt)} – {minute(endsAt)}
              </span>
            ),
          },
          { key: 'nodes', title: t('nodes'), render: (_, { nodes, nodeNames }) => `${nodes} · ${nodeNames}` },
          {
            key: 'for',
            title: t('windowFor'),
            render: (_, { isMaintenance, holders }) => (isMaintenance ? t('windowFor.maintenance') : holders.join(', ')),
          },
          ...(mayRelease
            ? [
                {
                  key: 'do',
                  title: '',
                  width: 100,
                  render: (_: unknown, { name, isMaintenance }: Window) =>
                    isMaintenance ? (
                      <Popconfirm
                        title={t('releaseWindow', { name })}
                        description={t('releaseHint')}
                        onConfirm={() =>
                          release.mutate({ params: { centreId, name } }, { onSuccess: () => void message.success(t('windowReleased')) })
                        }
                      >
                        <Button
                          size="small"
                          aria-label={t('releaseWindow', { name })}
                          loading={release.isPending && release.variables.params.name === name}
                        >
                          {t('release')}
                        </Button>
                      </Popconfirm>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
    </>
  )
}
