/** A link has its code behind `#`, which no server ever sees, or behind `?code=`. */
const IN_A_LINK = /(?:[?&]code=|#)([\w-]+)/;

/** The code in what somebody typed or pasted: a whole link is as good as the code in it. */
export function codeOf(said: string): string {
  return (codeIn(said) || said).replace(/[\s-]/g, '').toLowerCase();
}

/** The code that a link brings along; empty where it brings none. */
export function codeIn(link: string): string {
  return IN_A_LINK.exec(link)?.[1] ?? '';
}
