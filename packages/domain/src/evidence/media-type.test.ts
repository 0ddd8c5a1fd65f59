import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVIDENCE_KINDS, OLD_OFFICE, judgeFile, plainFileName } from './media-type.ts'

const NOTHING: ReadonlySet<string> = new Set()
const codeOf = (judgement: ReturnType<typeof judgeFile>) => ('code' in judgement ? judgement.code : judgement)

describe('a file is judged by its content', () => {
  test('a program is refused under whatever name it comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('application/x-msdownload', 'application/x-elf', 'application/x-msi'), (name, type) => {
        expect(codeOf(judgeFile(name, type, NOTHING))).toBe('evidence.type-program')
      }),
    )
  })

  test.each([
    ['报告.pdf', 'application/pdf', { mediaType: 'application/pdf', fileName: '报告.pdf' }],
    ['报告.PDF', 'application/pdf', { mediaType: 'application/pdf', fileName: '报告.PDF' }],
    ['现场.png', 'image/jpeg', { mediaType: 'image/jpeg', fileName: '现场.png.jpg' }],
    ['无扩展名', 'image/png', { mediaType: 'image/png', fileName: '无扩展名.png' }],
    ['批复.doc', OLD_OFFICE, { mediaType: OLD_OFFICE, fileName: '批复.doc' }],
    ['加密.xlsx', OLD_OFFICE, 'evidence.type-old-office'],
    ['表.xlsm', 'application/vnd.ms-excel.sheet.macroenabled.12', 'evidence.type-macros'],
    ['包.zip', 'application/zip', 'evidence.type-archive'],
    ['包.rar', 'application/x-rar-compressed', 'evidence.type-archive'],
    ['图.svg', 'application/xml', 'evidence.type-refused'],
    ['说明.pdf', undefined, 'evidence.type-unknown'],
  ])('%s with the content %s', (name, content, expected) => {
    expect(codeOf(judgeFile(name, content, NOTHING))).toEqual(expected)
  })

  test('optional kinds are taken where the server is set to', () => {
    expect(codeOf(judgeFile('包.zip', 'application/zip', new Set(['zip'])))).toEqual({ mediaType: 'application/zip', fileName: '包.zip' })
  })

  test('whatever is taken ends in an extension of its content', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...Object.keys(EVIDENCE_KINDS)), (name, content) => {
        const judgement = judgeFile(name, content, new Set(['zip', 'mp4']))
        const extensions = EVIDENCE_KINDS[content]?.extensions ?? []
        if ('code' in judgement) expect(content).toBe(OLD_OFFICE)
        else expect(extensions.some((extension) => judgement.fileName.toLowerCase().endsWith(`.${extension}`))).toBe(true)
      }),
    )
  })
})

describe('a file name', () => {
  test.each([
    ['C:\\资料\\批复.pdf', '批复.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\u0000b\r\n.pdf', 'a_b__.pdf'],
    ['发票\u202egpj.exe', '发票_gpj.exe'],
    ['..', '_'],
    ['', '_'],
  ])('%j becomes %j', (given, expected) => {
    expect(plainFileName(given)).toBe(expected)
  })

  test('never holds a path, a control character or a mark that turns its direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(plainFileName(given)).toMatch(/^[^/\\\p{Cc}\u202a-\u202e]+$/u)
      }),
    )
  })
})
