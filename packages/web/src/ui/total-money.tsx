import { Money } from './money.tsx'

/** One sum of a selection, in the foot of its list. */
export function TotalMoney({ label, yuan }: { label: string; yuan: string }) {
  return (
    <span>
      {label}{' '}
      <b>
        <Money yuan={yuan} withUnit />
      </b>
    </span>
  )
}
