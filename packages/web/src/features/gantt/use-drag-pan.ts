import { useRef, type PointerEvent, type RefObject } from 'react'

/** Less is a click. */
const LEAST_PX = 5

/** Moves what scrolls by dragging it with the mouse; fingers scroll by themselves. */
export function useDragPan(scroller: RefObject<HTMLElement | null>) {
  const drag = useRef<{ x: number; y: number; left: number; top: number } | null>(null)
  const moved = useRef(false)
  const end = () => {
    drag.current = null
  }
  return {
    isPanning: () => drag.current !== null && moved.current,
    /** Whether the click that ends now was a drag. */
    hasMoved: () => moved.current,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        moved.current = false
        const element = scroller.current
        if (event.pointerType !== 'mouse' || event.button !== 0 || !element) return
        if (!(event.target as HTMLElement).closest('.gantt-timeline')) return
        drag.current = { x: event.clientX, y: event.clientY, left: element.scrollLeft, top: element.scrollTop }
      },
      onPointerMoveCapture: (event: PointerEvent) => {
        const from = drag.current
        const element = scroller.current
        if (!from || !element || event.buttons !== 1) return end()
        if (!moved.current && Math.hypot(event.clientX - from.x, event.clientY - from.y) < LEAST_PX) return
        moved.current = true
        element.scrollTo({ left: from.left - (event.clientX - from.x), top: from.top - (event.clientY - from.y) })
      },
      onPointerUp: end,
    },
  }
}
