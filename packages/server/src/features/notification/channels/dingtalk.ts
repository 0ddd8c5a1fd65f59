import { createHmac } from 'node:crypto'
import type { ChannelAdapter } from './channel-adapter.ts'
import { ROBOT_AT_ONCE, ROBOT_PACE_MS, robotAnswer, robotMarkdown, robotTitle } from './robot-text.ts'

/** "send too fast, exceed 20 times per minute"; the robot is then shut out for ten minutes. */
const TOO_FAST = 130101

/**
 * Robot of a DingTalk (钉钉) group. With a secret the address carries `timestamp` and `sign`: Base64 of the HMAC-SHA-256, under the
 * secret, of timestamp (milliseconds), line feed and secret; it holds for an hour.
 * https://open.dingtalk.com/document/robots/custom-robot-access and …/robots/customize-robot-security-settings
 */
export const dingtalk: ChannelAdapter = {
  atOnce: ROBOT_AT_ONCE,
  paceMs: ROBOT_PACE_MS,
  request: ({ url, secret }, entries, moment) => {
    const address = new URL(url)
    if (secret !== null) {
      const timestamp = String(moment.milliseconds)
      address.searchParams.set('timestamp', timestamp)
      address.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
    }
    const markdown = { title: robotTitle(entries, moment), text: robotMarkdown(entries, moment) }
    return { url: address.href, headers: {}, body: JSON.stringify({ msgtype: 'markdown', markdown }) }
  },
  read: (body) => robotAnswer(body, TOO_FAST),
}
