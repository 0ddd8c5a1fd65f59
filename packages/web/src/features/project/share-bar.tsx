import { drawWan } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { useTexts } from '../../app/language.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import './project.css'

interface Part {
  readonly key: string
  readonly label: string
  readonly amount: bigint
}

const COLORS = ['#0b4f6c', '#2a7796', '#2f7d57', '#8a5a00', '#9a4a33', '#5c6178']

/** Parts of a whole as one bar; nothing is drawn where there is nothing. */
export function ShareBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const r = useTexts(registerTexts)
  const total = parts.reduce((sum, part) => sum + part.amount, 0n)
  if (total === 0n) return null
  return (
    <div
      className="share-bar"
      role="img"
      aria-label={`${label}：${parts.map((part) => `${part.label} ${drawWan(part.amount)} ${r('wan')}`).join('，')}`}
    >
      {parts.map((part, index) =>
        part.amount === 0n ? null : (
          <span
            key={part.key}
            title={`${part.label} ${drawWan(part.amount)} ${r('wan')}`}
            style={{ flexGrow: Number(ratioText(part.amount, total)), background: COLORS[index % COLORS.length] }}
          >
            {part.amount * 12n > total ? part.label : ''}
          </span>
        ),
      )}
    </div>
  )
}
