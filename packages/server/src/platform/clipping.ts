import { difference, intersection, setPrecision, type Geom } from 'polyclip-ts'

/** A micrometre, in metres: corners nearer than this are one. */
const CORNER_TOLERANCE_M = 1e-6

/**
 * The clipper first works with coordinates as they are, which is quicker by half; where edges all but touch it can lose the way
 * round an outline and throws, and then corners within a micrometre count as one.
 */
function clip(operation: typeof intersection, a: Geom, b: Geom): ReturnType<typeof intersection> {
  try {
    return operation(a, b)
  } catch {
    setPrecision(CORNER_TOLERANCE_M)
    try {
      return operation(a, b)
    } finally {
      setPrecision()
    }
  }
}

/** What two areas in metres share; their origin should be near, where doubles are fine. */
export const sharedGround = (a: Geom, b: Geom) => clip(intersection, a, b)

/** What is left of the first area in metres without the second. */
export const groundLeft = (a: Geom, b: Geom) => clip(difference, a, b)
