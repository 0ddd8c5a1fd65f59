import { Flex, Typography } from 'antd'
import { useEffect, type ReactNode } from 'react'

/** A page's frame: one title, its actions, then the content. */
export function Page({
  title,
  subtitle,
  actions,
  children,
}: {
  title: string
  subtitle?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · 压舱石 Ballast`
  }, [title])
  return (
    <main className="page">
      <Flex justify="space-between" align="end" wrap gap={12} className="page-head">
        <div style={{ flex: '1 1 320px', minWidth: 0 }}>
          <Typography.Title level={1} className="page-title">
            {title}
          </Typography.Title>
          {subtitle === undefined ? null : <div className="quiet">{subtitle}</div>}
        </div>
        {actions === undefined ? null : (
          <Flex gap={8} wrap align="center" className="no-print">
            {actions}
          </Flex>
        )}
      </Flex>
      {children}
    </main>
  )
}
