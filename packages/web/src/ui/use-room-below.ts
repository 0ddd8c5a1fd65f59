import { useEffect, useState, type RefObject } from 'react'

/** The height from an element down to the lower edge of the window, for a table that scrolls inside the page. */
export function useRoomBelow(element: RefObject<HTMLElement | null>, margin: number, least: number): number {
  const [height, setHeight] = useState(least)
  useEffect(() => {
    const measure = () => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setHeight(Math.max(least, Math.round(window.innerHeight - top - margin)))
    }
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [element, margin, least])
  return height
}
