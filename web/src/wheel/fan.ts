import { outline, type Sector } from './geometry.ts';

const MILLISECONDS = 300;
const TURN = 2 * Math.PI;

/**
 * Opens a slice like a fan until it is the whole circle: one calm movement, after which every path has its own
 * outline again. Returns what ends it at once.
 */
export function fanOut(
  paths: ReadonlyMap<string, SVGPathElement>,
  from: readonly Sector[],
  to: readonly Sector[],
  side: number,
): () => void {
  const steps = to.flatMap((end) => {
    const path = paths.get(end.id);
    const begin = from.find((each) => each.id === end.id);
    return path && begin ? [{ path, end, begin }] : [];
  });
  const turn = nearestTurn(from, to);
  const started = performance.now();
  let frame = 0;
  const draw = (now: number): void => {
    const share = eased(Math.min(1, Math.max(0, (now - started) / MILLISECONDS)));
    for (const { path, begin, end } of steps) {
      path.setAttribute('d', outline(share < 1 ? between(begin, end, share, turn) : end, side));
    }
    if (share < 1) frame = requestAnimationFrame(draw);
  };
  draw(started);
  return () => {
    cancelAnimationFrame(frame);
    for (const { path, end } of steps) path.setAttribute('d', outline(end, side));
  };
}

/** A sector on its way from one place to another; `turn` is added to the angles where it begins. */
export function between(begin: Sector, end: Sector, share: number, turn: number): Sector {
  const mix = (one: number, two: number): number => one + (two - one) * share;
  return {
    ...end,
    from: mix(begin.from + turn, end.from),
    to: mix(begin.to + turn, end.to),
    inner: mix(begin.inner, end.inner),
    outer: mix(begin.outer, end.outer),
  };
}

/** The whole turns that bring the slice nearest to where the circle will be, so that it opens the short way. */
export function nearestTurn(from: readonly Sector[], to: readonly Sector[]): number {
  const [slice, circle] = [from[0], to[0]];
  const family = from.find((each) => each.id === circle?.id) ?? slice;
  if (!family || !circle) return 0;
  const apart = (circle.from + circle.to) / 2 - (family.from + family.to) / 2;
  return Math.round(apart / TURN) * TURN;
}

function eased(share: number): number {
  return 1 - (1 - share) ** 3;
}
