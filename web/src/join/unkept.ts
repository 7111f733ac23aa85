/** Why a device could not keep who joined on it. Pure. */
export function unkeptOf(reason: unknown): 'join.full' | 'join.unkept' {
  const full = reason instanceof Error && reason.name === 'QuotaExceededError';
  return full ? 'join.full' : 'join.unkept';
}
