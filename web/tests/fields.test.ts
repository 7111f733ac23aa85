/** Every field for free text is heard (safety.md section 3): a new one that is not has to say why. */
import { expect, test } from 'vitest';

const found = import.meta.glob<string>('../src/**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' });
const files = new Map(Object.entries(found).map(([path, text]) => [path.replace('../src/', ''), text]));

/** Fields that hold no words of somebody's own, and why. */
const UNHEARD: Readonly<Record<string, string>> = {
  'join/JoinScreen.tsx': 'A code that somebody was given, or its link.',
  'join/PinField.tsx': "A PIN is nobody's to read.",
  'plan/Typed.tsx': 'The field itself; whoever puts it on a screen is looked at here.',
  'settings/QuietScreen.tsx': 'Two times of day.',
};

/** Their words are held by whoever shows them, so it is there that they are told. */
const HELD_ABOVE = ['moment/More.tsx', 'plan/QuestionAsked.tsx'];

const FIELD = /<textarea|<Typed\b|contenteditable|<input\b(?![^>]*type=\{?["'](checkbox|radio|range|time|date|tel))/i;
const BY_ITS_RULES = /(?<!function )\buseTold\(/;
const TELLS = /\blisten\(|\buseTold\(|<Unfound\b/;

const textOf = (file: string): string => files.get(file) ?? '';
const fields = [...files.keys()].filter((file) => file.endsWith('.tsx') && FIELD.test(textOf(file)));

/** The files of the app that one of them imports. */
function importsOf(file: string): string[] {
  const paths = [...textOf(file).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((each) => each[1] ?? '');
  return paths.map((path) => new URL(path, `file:///${file}`).pathname.slice(1));
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** It tells by itself, or by the rules beside it. */
function tells(file: string): boolean {
  const beside = importsOf(file).filter((each) => each.endsWith('.ts') && folderOf(each) === folderOf(file));
  return TELLS.test(textOf(file)) || beside.some((each) => BY_ITS_RULES.test(textOf(each)));
}

function isHeard(file: string): boolean {
  if (!HELD_ABOVE.includes(file)) return tells(file);
  const above = [...files.keys()].filter((each) => importsOf(each).includes(file));
  return above.length > 0 && above.every(tells);
}

test('the fields are found', () => {
  expect(fields).toEqual(
    expect.arrayContaining([...HELD_ABOVE, ...Object.keys(UNHEARD), 'practice/steps/Write.tsx', 'wheel/Search.tsx']),
  );
});

test.each(fields.filter((file) => !(file in UNHEARD)))('the words of %s are heard', (file) => {
  expect(isHeard(file)).toBe(true);
});

test.each(Object.keys(UNHEARD))('what is typed in %s goes unheard', (file) => {
  expect(isHeard(file)).toBe(false);
});
