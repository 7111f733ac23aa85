import built from '../../catalogue/emotions.json';

/** One word of the wheel. Labels repeat, so the id is what is kept. */
export interface Emotion {
  id: string;
  label: string;
  ring: string;
  children: readonly string[];
}

export const emotions: ReadonlyMap<string, Emotion> = new Map(built.emotions.map((each) => [each.id, each]));

/** The seven families, in the wheel's own order. */
export const families: readonly Emotion[] = [...emotions.values()].filter((each) => each.ring === 'core');

/** A family with every word in it, the wheel's own order. */
export function wordsOf(family: Emotion): Emotion[] {
  const below = family.children.flatMap((id) => emotions.get(id) ?? []);
  return [family, ...below.flatMap((each) => wordsOf(each))];
}

export function parentOf(emotion: Emotion): Emotion | undefined {
  return emotions.get(emotion.id.split('.').slice(0, -1).join('.'));
}
