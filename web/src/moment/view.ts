import { SMALLEST_WHEEL } from '../wheel/geometry.ts';

/** The wheel and the list are equals; finding by typing opens from either. */
export type View = 'wheel' | 'list';

/** From this text size on, as a share of the usual one, the wheel's words are small beside all others. */
const LARGE_TEXT = 1.3;
/** What the screen leaves free beside the wheel, and above and below it, in pixels. */
const BESIDE = 12;
const ABOVE = 64;

export interface Sight {
  /** Of the window, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 is the usual size. */
  readonly text: number;
}

/** Which view opens first: the one somebody chose; else the wheel, where its words can be read and touched. */
export function firstView(sight: Sight, chosen: View | null): View {
  if (chosen) return chosen;
  const side = Math.min(sight.width - BESIDE, sight.height - ABOVE);
  return side < SMALLEST_WHEEL || sight.text > LARGE_TEXT ? 'list' : 'wheel';
}

const USUAL_TEXT = 17;

export function sightOf(page: Window): Sight {
  const size = Number.parseFloat(page.getComputedStyle(page.document.documentElement).fontSize);
  return { width: page.innerWidth, height: page.innerHeight, text: size / USUAL_TEXT };
}
