import { useSyncExternalStore } from 'react'

const media = window.matchMedia('print')

function subscribe(onChange: () => void): () => void {
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}

/** Whether the page is being laid out for paper, where a table that draws only what is in view would end after a screenful. */
export const useIsPrinting = (): boolean => useSyncExternalStore(subscribe, () => media.matches)
