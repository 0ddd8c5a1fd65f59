import { Empty } from 'antd'

/** In the place of a table that has no rows. */
export const Nothing = ({ text }: { text: string }) => (
  <section className="card">
    <Empty description={text} />
  </section>
)
