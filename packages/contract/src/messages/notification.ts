import type { MessageTable } from './message-table.ts'

export const notificationMessages = {
  'notification.escalation-reminder': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起。请{owes}处理。',
    en: '“{project}” is red since {since}: {rule}. To act: {owes}.',
  },
  'notification.escalation-supervision': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起。已发督办单〔{year}〕{number} 号，请{owes}于 {due} 前回复。',
    en: '“{project}” is red since {since}: {rule}. Supervision letter {year}/{number}; to reply by {due}: {owes}.',
  },
  'notification.escalation-leadership': {
    zh: '「{project}」亮红灯：{rule}，自 {since} 起，已提交领导。责任人：{owes}。',
    en: '“{project}” is red since {since}: {rule}. It is on the leadership’s list; to answer: {owes}.',
  },
  'notification.escalation-replied': {
    zh: '{by}回复了「{project}」的督办，承诺 {promised} 前完成：{text}',
    en: '{by} replied about “{project}” and promises it by {promised}: {text}',
  },
  'notification.project-updated': { zh: '「{project}」本月进展（{by}）：{text}', en: '“{project}”, by {by}: {text}' },
  'notification.gate-passed': {
    zh: '「{project}」已通过节点「{gate}」，日期 {on}（{by}）',
    en: '“{project}” has passed the gate {gate} on {on} (entered by {by})',
  },
  'notification.gate-reopened': {
    zh: '「{project}」的节点「{gate}」被退回（{by}）：{reason}',
    en: 'The gate {gate} of “{project}” was taken back by {by}: {reason}',
  },
  'notification.project-handed-over': {
    zh: '{by}把 {count} 个项目交由您服务：{names}',
    en: '{by} has put you in charge of projects ({count}): {names}',
  },
  'notification.deputy-appointed': {
    zh: '{deputy}自 {from} 至 {until} 代理{absent}（{by}授权）：{reason}',
    en: '{deputy} stands in for {absent} from {from} to {until}, appointed by {by}: {reason}',
  },
  'notification.forecast-moved': {
    zh: '{year} 年完成目标的把握由{from}变为{to}（截至 {asOf}）',
    en: 'The chance of reaching the target of {year} went from {from} to {to} (as of {asOf})',
  },
  'notification.forecast-in-doubt': {
    zh: '截至 {asOf} 的预测：{count} 个项目数据存疑，占年度计划的 {share}%',
    en: 'Forecast as of {asOf}: data of projects ({count}) are in doubt, with {share} % of the year’s plan',
  },
  'notification.action-assigned': {
    zh: '{by}请您在 {due} 前为「{project}」办理：{what}',
    en: '{by} asks you to act for “{project}” by {due}: {what}',
  },
  'notification.voucher-applied': {
    zh: '{firm} 申请{amount}：{purpose}（{no}）',
    en: '{firm} applies for {amount}: {purpose} ({no})',
  },
  'notification.voucher-decided': { zh: '申请 {no}：{decision}', en: 'Application {no}: {decision}' },
  'notification.voucher-budget': {
    zh: '算力券 {voucher} 已占用和使用达到 {percent}%',
    en: '{percent} % of voucher {voucher} are held or used',
  },
  'notification.member-budget': {
    zh: '{member}在算力券 {voucher} 的额度已用到 {percent}%',
    en: '{member} has come to {percent} % of the share of voucher {voucher}',
  },
  'notification.quota-ending': {
    zh: '{what} {no} 的最后一天是 {until}，还有 {amount} 未用；过期后剩余部分作废',
    en: 'The last day of {what} {no} is {until}; {amount} of it are not used yet and expire then',
  },
  'notification.paid-line-opened': {
    zh: '已开通自费额度 {no}：{amount}，{from} 至 {until}；{note}',
    en: 'Paid line {no} is open: {amount}, from {from} until {until}; {note}',
  },
  'notification.contract-ending': {
    zh: '与{centre}的合同 {no} 到 {until} 为止；之后不能再向该中心提交作业，已受理的作业不受影响',
    en: 'Contract {no} with {centre} holds until {until}; after it no job can be submitted there, jobs that were taken go on',
  },
  'notification.registration-submitted': {
    zh: '{by}提交了「{project}」的入库申报（{batch} 批次）',
    en: '{by} handed in the registration of “{project}” (batch {batch})',
  },
  'notification.registration-returned': {
    zh: '{by}退回了「{project}」的入库申报：{reason}',
    en: '{by} returned the registration of “{project}”: {reason}',
  },
  'notification.evidence-withdrawn': {
    zh: '{by}撤回了「{project}」的佐证材料「{file}」：{reason}',
    en: '{by} has withdrawn the evidence “{file}” of “{project}”: {reason}',
  },

  'notification-mail.many': { zh: '{zone} 压舱石：{count} 条通知', en: '{zone}, Ballast: {count} notifications' },
  'notification-mail.open': { zh: '查看', en: 'Open' },
  'notification-mail.footer': {
    zh: '这封邮件由{zone}的压舱石自动发出，请勿回复。',
    en: 'Sent by Ballast of {zone}; nobody reads replies.',
  },
  'notification-mail.settings': { zh: '通知设置', en: 'Notification settings' },
  'notification-mail.test-subject': { zh: '压舱石测试邮件', en: 'Test mail from Ballast' },
  'notification-mail.test-text': {
    zh: '收到这封邮件，说明{zone}的邮件通知可以送达。',
    en: 'This mail has arrived: notifications of {zone} reach you by e-mail.',
  },

  'delivery.sent': { zh: '对方已接收', en: 'The other side has taken it' },
  'delivery.deferred': { zh: '对方要求稍后再发', en: 'The other side asks to come again later' },
  'delivery.refused': { zh: '对方拒收', en: 'The other side refuses it' },
  'delivery.unreachable': { zh: '无法连接对方', en: 'The other side cannot be reached' },
  'delivery.no-answer': { zh: '已交出，但对方没有应答：可能已收到', en: 'It was handed over and no answer came: it may have arrived' },
  'delivery.lost': { zh: '交出后程序中断：可能已收到', en: 'The program ended after it was handed over: it may have arrived' },
  'delivery.interrupted': { zh: '交出之前程序中断，将重发', en: 'The program ended before it was handed over; it is tried again' },
  'delivery.restored': { zh: '从备份恢复：可能在备份之后已送出', en: 'Restored from a backup: it may have left since' },
  'delivery.login-refused': { zh: '邮件服务器不接受用户名或密码', en: 'The mail server does not accept user or password' },
  'delivery.not-encrypted': { zh: '邮件服务器不能加密连接', en: 'The mail server offers no encryption' },
  'delivery.http-status': { zh: '对方返回了错误', en: 'The other side answers with an error' },
  'delivery.redirected': { zh: '对方要求转到另一地址，未跟随', en: 'The other side points to another address, which is not followed' },
  'delivery.gone': { zh: '对方说该地址已不存在', en: 'The other side says that the address is gone' },
  'delivery.robot-refused': { zh: '机器人未接收', en: 'The robot did not take it' },
  'delivery.too-fast': { zh: '机器人收到的消息过于频繁', en: 'The robot has been sent too much' },
  'delivery.private-address': { zh: '地址在内部网络，未获准访问', en: 'The address is of a private network, which may not be reached' },
  'delivery.not-https': { zh: '地址不是 https', en: 'The address is not https' },
  'delivery.out-of-reach': { zh: '收件人已无权查看该项目', en: 'The recipient may no longer see the project' },
  'delivery.no-address': { zh: '收件人没有邮箱或账号已停用', en: 'The recipient has no e-mail address, or his account is closed' },
  'delivery.channel-off': { zh: '渠道已停用', en: 'The channel was switched off' },
  'delivery.unsealed': { zh: '渠道的地址或密钥无法解密', en: 'The address or the secret of the channel cannot be decrypted' },

  'notification-channel.not-found': { zh: '没有这个通知渠道', en: 'There is no such channel' },
  'notification-channel.refused': { zh: '通知渠道不能这样设置', en: 'The channel cannot be set like this' },
  'notification-channel.name-taken': { zh: '已有名为「{name}」的渠道', en: 'There is a channel called “{name}” already' },
  'notification-channel.url-invalid': {
    zh: '地址应为 https://…，不含用户名和密码',
    en: 'The address has to be https://…, without user and password',
  },
  'notification-channel.url-private': {
    zh: '地址在内部网络；如需使用，请设置 BALLAST_WEBHOOK_PRIVATE=1',
    en: 'The address is of a private network; to use it set BALLAST_WEBHOOK_PRIVATE=1',
  },
  'notification-channel.secret-of-dingtalk': { zh: '只有钉钉机器人填写密钥', en: 'Only a DingTalk robot is given a secret' },
  'notification-channel.test-text': {
    zh: '这是一条测试消息，说明通知可以送达这里。',
    en: 'This is a test: notifications reach this place.',
  },
  'notification-channel.no-secret': { zh: '只有 Webhook 的密钥由系统生成', en: 'Only the secret of a webhook is made here' },
  'notification-mail.off': { zh: '没有设置邮件服务器（BALLAST_SMTP_URL）', en: 'No mail server is set (BALLAST_SMTP_URL)' },
  'notification-mail.no-address': { zh: '您的账号没有邮箱', en: 'Your account has no e-mail address' },
  'notification-delivery.not-found': { zh: '没有这条投递记录', en: 'There is no such delivery' },
  'notification-delivery.not-over': { zh: '这条投递还在进行，不能重发', en: 'This delivery is still under way' },
  'notification-hours.refused': { zh: '免打扰时段不能这样设置', en: 'The quiet hours cannot be set like this' },
  'notification-hours.digest-in-quiet': {
    zh: '汇总时间 {digest} 在免打扰时段内',
    en: 'The digest would leave at {digest}, within the quiet hours',
  },
} satisfies MessageTable
