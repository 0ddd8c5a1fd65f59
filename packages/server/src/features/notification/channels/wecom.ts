import type { ChannelAdapter } from './channel-adapter.ts'
import { ROBOT_AT_ONCE, ROBOT_PACE_MS, robotAnswer, robotMarkdown } from './robot-text.ts'

/** API frequency out of limit. */
const TOO_FAST = 45009

/**
 * Robot of a WeCom (企业微信) group: `msgtype` markdown, at most 4096 bytes of UTF-8, twenty messages a minute.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
export const wecom: ChannelAdapter = {
  atOnce: ROBOT_AT_ONCE,
  paceMs: ROBOT_PACE_MS,
  request: ({ url }, entries, moment) => ({
    url,
    headers: {},
    body: JSON.stringify({ msgtype: 'markdown', markdown: { content: robotMarkdown(entries, moment) } }),
  }),
  read: (body) => robotAnswer(body, TOO_FAST),
}
