import { Quantity } from '../voucher/quantity.tsx'

/** Work in P·h; the TFLOPS·s are in its tooltip. */
export const Work = ({ amount }: { amount: string }) => <Quantity unit="tflops_s" amount={amount} />

/** A difference, to the TFLOPS·s: it has to be zero, and nothing is rounded away. */
export function Difference({ value }: { value: string }) {
  return (
    <span className={value === '0' ? 'number metering-even' : 'number metering-uneven'}>{value.replaceAll(/\B(?=(\d{3})+$)/g, ',')}</span>
  )
}
