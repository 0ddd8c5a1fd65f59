import { useLayoutEffect, useState, type RefObject } from 'react'

// Rows come and go in blocks, so that most frames of a scroll change nothing at all.
const BLOCK = 8

interface View {
  readonly width: number
  readonly height: number
}

/** Size of what scrolls, and which lines are drawn: those in view and about a block more on either side. */
export function useLineWindow(scroller: RefObject<HTMLElement | null>, rowHeightAt: (width: number) => number, count: number) {
  const [view, setView] = useState<View>({ width: 0, height: 0 })
  const [block, setBlock] = useState(0)
  const rowHeight = rowHeightAt(view.width)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const measure = () => setView({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  const onScroll = (top: number) => setBlock(Math.floor(top / rowHeight / BLOCK))
  const first = Math.max(0, Math.min((block - 1) * BLOCK, count - BLOCK))
  const last = Math.min(count, first + Math.ceil(view.height / rowHeight) + 3 * BLOCK)
  return { view, rowHeight, first, last, onScroll }
}
