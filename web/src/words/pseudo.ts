const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ö',
  u: 'ü',
  n: 'ñ',
  A: 'Å',
  E: 'É',
  O: 'Ø',
};
const LONGER_BY = 0.35;

/** The text with accents, in brackets and about a third longer, as a translation may be; names in braces stay. */
export function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|[aeiounAEO]/g, (found) => ACCENTED[found] ?? found);
  return `[${accented}${' ~~~~'.repeat(Math.ceil((text.length * LONGER_BY) / 5))}]`;
}
