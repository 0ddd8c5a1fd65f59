import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Asks for jobs anew whenever the server says that some have changed; without the stream they are asked for now and then. */
export function useJobEvents(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/v1/compute-jobs/stream?seconds=900')
    source.addEventListener('jobs', () => {
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('compute-job.') })
    })
    return () => source.close()
  }, [queryClient])
}
