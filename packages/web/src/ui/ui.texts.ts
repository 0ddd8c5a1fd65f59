import { defineTexts } from '../app/language.tsx'

export const uiTexts = defineTexts(
  {
    empty: '暂无数据',
    retry: '重试',
    unreachable: '无法连接服务器',
    yi: '亿元',
    wan: '万元',
    yuan: '元',
    simulated: '模拟',
    simulatedHint: '演示用模拟数据，并非公开事实',
    publicFact: '公开',
    publicHint: '来源：{citation}',
    save: '保存',
    cancel: '取消',
  },
  {
    empty: 'Nothing here yet',
    retry: 'Try again',
    unreachable: 'The server cannot be reached',
    yi: '100 M yuan',
    wan: '10 k yuan',
    yuan: 'yuan',
    simulated: 'Simulated',
    simulatedHint: 'Simulated for the demonstration, not a public fact',
    publicFact: 'Public',
    publicHint: 'Source: {citation}',
    save: 'Save',
    cancel: 'Cancel',
  },
)
