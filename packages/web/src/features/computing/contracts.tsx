import { Button, Flex, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ComputeContract } from '@ballast/contract/compute-contract.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { AddContractDialog, EditContractDialog } from './contract-dialogs.tsx'
import { contractTexts } from './contract.texts.ts'

const STATE_COLOURS = { 'in-force': 'green', 'not-yet': 'blue', lapsed: 'default' } as const

/** By which contracts firms may use the centres that need one; an enterprise sees its own. */
export function Contracts() {
  const t = useTexts(contractTexts)
  const name = useName()
  const mayAdd = useMay('compute-contract.add')
  const mayEdit = useMay('compute-contract.edit')
  const contracts = useRoute('compute-contract.list', {})
  const [open, setOpen] = useState<'add' | ComputeContract>()
  const close = () => setOpen(undefined)
  return (
    <section className="tenants">
      <Flex justify="space-between" align="center" wrap gap={8}>
        <h2>{t('contracts')}</h2>
        {mayAdd ? <Button onClick={() => setOpen('add')}>{t('add')}</Button> : null}
      </Flex>
      <p className="quiet">{t('contractsHint')}</p>
      <Loaded query={contracts}>
        {({ rows }) => (
          <Table
            size="small"
            rowKey="contractId"
            dataSource={rows}
            pagination={rows.length > 20 ? { pageSize: 20, size: 'small' } : false}
            scroll={{ x: 820 }}
            locale={{ emptyText: t('noContracts') }}
            columns={[
              { key: 'firm', title: t('firm'), render: (_, row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }) },
              { key: 'centre', title: t('centre'), width: 90, render: (_, { centreCode }) => <span className="number">{centreCode}</span> },
              {
                key: 'no',
                title: t('contractNo'),
                width: 180,
                render: (_, { contractNo, note }) => <span title={note ?? undefined}>{contractNo}</span>,
              },
              { key: 'from', title: t('fromOn'), width: 120, render: (_, { fromOn }) => <span className="number">{fromOn}</span> },
              { key: 'until', title: t('untilOn'), width: 140, render: (_, { untilOn }) => <span className="number">{untilOn}</span> },
              {
                key: 'state',
                title: t('state'),
                width: 100,
                render: (_, { state }) => <Tag color={STATE_COLOURS[state]}>{t(`state.${state}`)}</Tag>,
              },
              ...(mayEdit
                ? [
                    {
                      key: 'do',
                      title: '',
                      width: 90,
                      render: (_: unknown, row: ComputeContract) => (
                        <Button size="small" onClick={() => setOpen(row)}>
                          {t('edit')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {open === 'add' ? <AddContractDialog onClose={close} /> : null}
      {open === undefined || open === 'add' ? null : <EditContractDialog contract={open} onClose={close} />}
    </section>
  )
}
