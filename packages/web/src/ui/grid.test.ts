import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellProblem, drawCellText, readCellText, type GridColumn } from './grid-cells.ts'
import { applyStep, changedCells, currentText, NO_EDITS, redo, undo, type GridEdits } from './grid-edits.ts'
import { fillDown, fillFromHandle, handleTarget, pasteBlock } from './grid-fill.ts'
import { cellsOf, rangeOf } from './grid-range.ts'
import { formatTsv, parseTsv } from './grid-tsv.ts'

const cellText = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', '，', '京') }))
const blockOf = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cellText, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )

describe('clipboard text', () => {
  test('any block of cells comes back as it was copied', () => {
    fc.assert(
      fc.property(blockOf, (block) => {
        expect(parseTsv(formatTsv(block))).toEqual(block)
      }),
    )
  })
  test('any text at all gives a rectangle', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const block = parseTsv(text)
        expect(block.length).toBeGreaterThan(0)
        expect(new Set(block.map((row) => row.length)).size).toBe(1)
      }),
    )
  })
  test('reads what spreadsheets write: line ends, quotes, line breaks in a cell, ragged rows', () => {
    expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(parseTsv('a\nb')).toEqual([['a'], ['b']])
    expect(parseTsv('"两行\n说""话"""\tx')).toEqual([['两行\n说"话"', 'x']])
    expect(parseTsv('5" 管\t"6 寸\nx')).toEqual([
      ['5" 管', '"6 寸'],
      ['x', ''],
    ])
    expect(parseTsv('')).toEqual([['']])
    expect(parseTsv('\t\n')).toEqual([['', '']])
  })
})

describe('paste', () => {
  const size = { rows: 10, columns: 5 }
  const place = (block: string[][], from: [number, number], to = from) =>
    pasteBlock(block, rangeOf({ row: from[0], column: from[1] }, { row: to[0], column: to[1] }), size)

  test('a block goes from the first cell on', () => {
    expect(place([['a', 'b']], [2, 1]).cells).toEqual([
      { row: 2, column: 1, text: 'a' },
      { row: 2, column: 2, text: 'b' },
    ])
  })
  test('one cell fills the whole selection, a fitting block repeats', () => {
    expect(place([['x']], [0, 0], [3, 2]).cells).toHaveLength(12)
    expect(place([['a'], ['b']], [0, 0], [3, 0]).cells.map(({ text }) => text)).toEqual(['a', 'b', 'a', 'b'])
  })
  test('what does not fit is counted, never wrapped', () => {
    expect(
      place(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [9, 4],
      ),
    ).toMatchObject({ cells: [{ row: 9, column: 4, text: 'a' }], lost: 3 })
  })
  test('stays within the table, and placed and lost cells add up', () => {
    fc.assert(
      fc.property(blockOf, fc.nat(9), fc.nat(4), fc.nat(9), fc.nat(4), (block, r1, c1, r2, c2) => {
        const { cells, range, lost } = place(block, [r1, c1], [r2, c2])
        expect(cells.every(({ row, column }) => row < 10 && column < 5)).toBe(true)
        expect(cells).toHaveLength(cellsOf(range).length)
        expect(lost).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('fill', () => {
  const textAt = (row: number, column: number) => `${row}:${column}`
  test('down: the first row goes through the selection; one row takes the row above', () => {
    expect(fillDown({ top: 1, left: 0, bottom: 3, right: 0 }, textAt).map(({ row, text }) => [row, text])).toEqual([
      [2, '1:0'],
      [3, '1:0'],
    ])
    expect(fillDown({ top: 4, left: 2, bottom: 4, right: 2 }, textAt)).toEqual([{ row: 4, column: 2, text: '3:2' }])
    expect(fillDown({ top: 0, left: 0, bottom: 0, right: 0 }, textAt)).toEqual([])
  })
  test('the handle repeats the source in its own rhythm, downwards and upwards', () => {
    const source = { top: 2, left: 0, bottom: 3, right: 0 }
    const down = handleTarget(source, { row: 6, column: 0 })
    expect(fillFromHandle(source, down, textAt).map(({ text }) => text)).toEqual(['2:0', '3:0', '2:0'])
    const up = handleTarget(source, { row: 0, column: 0 })
    expect(fillFromHandle(source, up, textAt).map(({ text }) => text)).toEqual(['2:0', '3:0'])
  })
  test('the handle never writes into its source and always grows one way only', () => {
    const index = fc.nat(12)
    fc.assert(
      fc.property(index, index, index, index, index, index, (r1, c1, r2, c2, row, column) => {
        const source = rangeOf({ row: r1, column: c1 }, { row: r2, column: c2 })
        const target = handleTarget(source, { row, column })
        const cells = fillFromHandle(source, target, textAt)
        expect(cells).toHaveLength(cellsOf(target).length - cellsOf(source).length)
        expect(target.left === source.left && target.right === source.right ? true : target.top === source.top).toBe(true)
      }),
    )
  })
})

describe('edits', () => {
  const rows = ['r1', 'r2', 'r3']
  const columns = ['a', 'b']
  const saved = (rowKey: string, columnKey: string) => `${rowKey}${columnKey}`
  const steps = fc.array(
    fc.array(
      fc.record({ rowKey: fc.constantFrom(...rows), columnKey: fc.constantFrom(...columns), text: fc.constantFrom('', 'x', 'r1a', 'r2b') }),
      { maxLength: 6 },
    ),
    { maxLength: 8 },
  )
  const play = (given: readonly (readonly { rowKey: string; columnKey: string; text: string }[])[]) => {
    let edits: GridEdits = NO_EDITS
    for (const step of given) edits = applyStep(edits, saved, step)
    return edits
  }

  test('undo takes back exactly one step, redo brings exactly it back', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const states: GridEdits[] = [NO_EDITS]
        for (const step of given) {
          const next = applyStep(states.at(-1) as GridEdits, saved, step)
          if (next !== states.at(-1)) states.push(next)
        }
        let edits = states.at(-1) as GridEdits
        for (const earlier of states.slice(0, -1).toReversed()) {
          edits = undo(edits, saved)
          expect(edits.drafts).toEqual(earlier.drafts)
        }
        expect(edits.drafts.size).toBe(0)
        for (const later of states.slice(1)) {
          edits = redo(edits, saved)
          expect(edits.drafts).toEqual(later.drafts)
        }
      }),
    )
  })
  test('the last text written to a cell is the one that counts', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const edits = play(given)
        for (const rowKey of rows) {
          for (const columnKey of columns) {
            const last = given.flat().findLast((cell) => cell.rowKey === rowKey && cell.columnKey === columnKey)
            expect(currentText(edits, saved, rowKey, columnKey)).toBe(last?.text ?? saved(rowKey, columnKey))
          }
        }
      }),
    )
  })
  test('a cell that is back at its saved text is no change', () => {
    const edits = play([[{ rowKey: 'r1', columnKey: 'a', text: 'x' }], [{ rowKey: 'r1', columnKey: 'a', text: 'r1a' }]])
    expect(changedCells(edits, saved)).toEqual([])
    expect(edits.done).toHaveLength(2)
  })
  test('a change after an undo forgets what was undone', () => {
    const edits = applyStep(undo(play([[{ rowKey: 'r1', columnKey: 'a', text: 'x' }]]), saved), saved, [
      { rowKey: 'r2', columnKey: 'a', text: 'y' },
    ])
    expect(redo(edits, saved)).toBe(edits)
  })
})

describe('what a typed text means', () => {
  const money: GridColumn = { key: 'm', title: '', width: 1, kind: 'money' }
  const date: GridColumn = { key: 'd', title: '', width: 1, kind: 'date', required: true }
  const choice: GridColumn = { key: 'c', title: '', width: 1, kind: 'choice', choices: [{ value: 'new', label: '新建' }] }

  test('money is read with separators and units, and kept exactly', () => {
    expect(readCellText(money, ' 1,234.50 万元')).toBe('1234.5')
    expect(readCellText(money, '¥0.000001')).toBe('0.000001')
    expect(drawCellText(money, '1234567.5')).toBe('1,234,567.5')
    expect(drawCellText(money, '2186.518519')).toBe('2,186.52')
    expect(cellProblem(money, readCellText(money, '0.0000001'))).toBe('not-money')
    expect(cellProblem(money, readCellText(money, '-3'))).toBe('negative')
    expect(cellProblem(money, '')).toBeUndefined()
  })
  test('dates are read as people write them', () => {
    for (const text of ['2024-3-5', '2024/03/05', '2024.3.5', '2024年3月5日', '20240305'])
      expect(readCellText(date, text)).toBe('2024-03-05')
    expect(readCellText(date, '2023-02-29')).toBe('2023-02-29')
    expect(cellProblem(date, '2023-02-29')).toBe('not-a-date')
    expect(cellProblem(date, '')).toBe('required')
  })
  test('a choice is known by its label and by its code', () => {
    expect(readCellText(choice, '新建')).toBe('new')
    expect(readCellText(choice, 'NEW')).toBe('new')
    expect(drawCellText(choice, 'new')).toBe('新建')
    expect(cellProblem(choice, readCellText(choice, '改建'))).toBe('not-a-choice')
  })
  test('an amount that is read once reads the same again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (amount) => {
        const text = readCellText(money, `${amount / 1000n}.${(amount % 1000n).toString().padStart(3, '0')}`)
        expect(readCellText(money, text)).toBe(text)
      }),
    )
  })
})
