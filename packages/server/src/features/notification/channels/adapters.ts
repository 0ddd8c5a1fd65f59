import type { ChannelKind } from '@ballast/domain/notification/delivery.ts'
import type { ChannelAdapter } from './channel-adapter.ts'
import { dingtalk } from './dingtalk.ts'
import { webhook } from './webhook.ts'
import { wecom } from './wecom.ts'

export const ADAPTERS: Readonly<Record<ChannelKind, ChannelAdapter>> = { webhook, wecom, dingtalk }
