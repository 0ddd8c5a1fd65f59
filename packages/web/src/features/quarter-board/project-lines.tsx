import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { QuarterBoard, QuarterProject } from '@ballast/contract/quarter-board.ts'
import { useName } from '../../app/language.tsx'

/** The projects of some ids, in their order. */
export const projectsOf = ({ projects }: QuarterBoard, ids: readonly string[]): QuarterProject[] =>
  ids.flatMap((id) => projects.find(({ projectId }) => projectId === id) ?? [])

export function ProjectLink({ project, tab }: { project: QuarterProject; tab: 'figures' | 'gates' }) {
  const name = useName()
  return (
    <Link to="/projects/$projectId" params={{ projectId: project.projectId }} search={{ tab } as never}>
      {name(project)}
    </Link>
  )
}

/** A short list that opens in place, so that it prints when it is open and stays out of the way when not. */
export function ProjectLines({
  projects,
  summary,
  empty,
  note,
}: {
  projects: readonly QuarterProject[]
  summary: string
  empty: string
  note: (project: QuarterProject) => ReactNode
}) {
  if (projects.length === 0) return <p className="quiet">{empty}</p>
  return (
    <details>
      <summary>{summary}</summary>
      <ul className="quarter-lines">
        {projects.map((project) => (
          <li key={project.projectId}>
            <ProjectLink project={project} tab="gates" /> <span className="quiet">{note(project)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
