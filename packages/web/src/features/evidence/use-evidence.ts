import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Evidence, EvidenceUpload } from '@ballast/contract/evidence.ts'
import { useRoute } from '../../app/api.ts'
import { addUpload, subscribe, uploadItems, type Subject, type UploadItem } from './uploads.ts'

const WITH_WITHDRAWN = { withdrawn: true }

/** All evidence of a project; every list of the page shows a part of the same answer. */
export const useEvidence = (projectId: string) => useRoute('evidence.list', { params: { projectId }, query: WITH_WITHDRAWN })

export const isOf = (subject: Omit<Subject, 'projectId'>) => (thing: Pick<Evidence | EvidenceUpload, 'subjectType' | 'subjectId'>) =>
  thing.subjectType === subject.subjectType && thing.subjectId === subject.subjectId

/** Files of the project that this page is sending. */
export function useUploadItems(projectId: string): readonly UploadItem[] {
  return useSyncExternalStore(subscribe, uploadItems).filter((item) => item.projectId === projectId)
}

/** What shows files, or what they prove. */
export const TOUCHED_BY_FILES = ['evidence.', 'gate.', 'my-projects.', 'audit.']

/** Sends files; what shows evidence is asked anew for each that arrives. */
export function useSend(): (files: readonly File[], subject: Subject, note?: string) => void {
  const queryClient = useQueryClient()
  return useCallback(
    (files, subject, note = '') => {
      const refresh = () =>
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [route] }) => TOUCHED_BY_FILES.some((touched) => String(route).startsWith(touched)),
        })
      for (const file of files) addUpload(file, subject, note.trim(), refresh)
    },
    [queryClient],
  )
}
