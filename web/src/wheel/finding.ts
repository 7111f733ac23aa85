import { emotions, type Emotion } from './emotions.ts';

const MOST_FOUND = 8;

/** The words that fit what was typed, however it is accented: first those that begin with it, then those that hold it. */
export function found(typed: string): readonly Emotion[] {
  const wanted = plain(typed);
  if (!wanted) return [];
  const fitting = [...emotions.values()].flatMap((each) => {
    const at = plain(each.label).indexOf(wanted);
    return at < 0 ? [] : [{ each, late: at > 0 }];
  });
  const order = [...fitting.filter(({ late }) => !late), ...fitting.filter(({ late }) => late)];
  return order.slice(0, MOST_FOUND).map(({ each }) => each);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
