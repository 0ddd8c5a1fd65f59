import { expect, test } from 'vitest'
import { rowProblems } from './row-problems.ts'

test('each reason marks its row, and its cell where the table has one', () => {
  const problem = {
    type: '',
    title: '',
    status: 422,
    code: 'x',
    requestId: '',
    reasons: [
      { code: 'a', message: '两行未通过' },
      { code: 'b', message: '代码有误', at: 'rows.1.projectCode' },
      { code: 'c', message: '不在册', at: 'rows.0' },
      { code: 'd', message: '未知字段', at: 'rows.1.relations' },
    ],
  }
  const marks = rowProblems(problem, ['p', 'q'], (field) => (field === 'projectCode' ? field : undefined))
  expect([...marks.keys()]).toEqual(['q', 'p'])
  expect(marks.get('q')).toEqual({ row: ['代码有误', '未知字段'], cells: { projectCode: ['代码有误'] } })
  expect(marks.get('p')).toEqual({ row: ['不在册'], cells: {} })
})
