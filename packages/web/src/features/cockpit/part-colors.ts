/** One colour a part of the composition, told apart also in grey print. */
export const PART_COLORS = { construction: '#0b4f6c', installation: '#3d8fb3', equipment: '#e0a030', other: '#b9c4ca' } as const
export const CUMULATIVE_COLOR = '#b5523b'
