import { expect, test } from 'vitest'
import { projectPatchOf } from './project-facts.ts'

test('a patch names what was changed and nothing else; empty clears', () => {
  expect(
    projectPatchOf({
      nameZh: ' 甲 ',
      owner: '',
      totalFen: '1,234.5',
      'gates.signing': '2024-03-05',
      'composition.land': '',
      tags: '市重点、民生',
    }),
  ).toEqual({
    nameZh: '甲',
    owner: null,
    totalYuan: '12345000.00',
    gates: { signing: '2024-03-05' },
    composition: { land: null },
    tags: ['市重点', '民生'],
  })
})
test('money of an own field is typed in 万元 and sent in yuan', () => {
  const field = { subjectType: 'project', fieldCode: 'promised', nameZh: '', nameEn: '', valueType: 'money', choices: [], sort: 0 } as const
  expect(projectPatchOf({ 'custom.promised': '2', 'custom.level': '市级' }, [{ ...field, choices: [] }])).toEqual({
    custom: { promised: '20000.00', level: '市级' },
  })
})
