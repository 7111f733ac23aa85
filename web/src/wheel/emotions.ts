import built from '../../catalogue/emotions.json';

export type Ring = 'core' | 'middle' | 'outer';
export type Family = 'angry' | 'disgusted' | 'sad' | 'happy' | 'surprised' | 'bad' | 'fearful';

/** One word of the wheel. Labels repeat, so the id is what is kept. */
export interface Emotion {
  readonly id: string;
  readonly label: string;
  readonly ring: Ring;
  readonly children: readonly string[];
  /** From -1, unpleasant, to 1, pleasant, of the word used of oneself. */
  readonly valence: number;
  /** From -1, still, to 1, stirred up. */
  readonly arousal: number;
  /** Changes the wording and the order of help; it is never shown, and it blocks nothing. */
  readonly care?: string;
}

/** What is sent when somebody cannot name it. */
export const UNSURE = 'unsure';

export const emotions: ReadonlyMap<string, Emotion> = new Map(
  (built.emotions as readonly Emotion[]).map((each) => [each.id, each]),
);

/** The seven families, in the wheel's own order. */
export const families: readonly Emotion[] = [...emotions.values()].filter((each) => each.ring === 'core');

/** A word of the wheel. Throws RangeError for an id that is not on it. */
export function emotion(id: string): Emotion {
  const found = emotions.get(id);
  if (!found) throw new RangeError('No word of the wheel has this id.');
  return found;
}

/** A family with every word in it, the wheel's own order. */
export function wordsOf(family: Emotion): Emotion[] {
  return [family, ...childrenOf(family).flatMap((each) => wordsOf(each))];
}

export function childrenOf(parent: Emotion): Emotion[] {
  return parent.children.map(emotion);
}

export function parentOf(child: Emotion): Emotion | undefined {
  return emotions.get(child.id.split('.').slice(0, -1).join('.'));
}

export function familyOf(id: string): Family {
  return id.split('.', 1)[0] as Family;
}
