/** Light or dark, as somebody chose or as the device has it. */
import type { Look } from './context.ts';

/** The grounds of theme.css, for the frame that the browser draws around the page. */
const GROUNDS = { light: '#f7f5f1', dark: '#14131f' } as const;

export function putOn(page: Document, look: Look): void {
  page.documentElement.dataset['look'] = look;
  for (const frame of page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = frame.media.includes('dark') ? 'dark' : 'light';
    frame.content = GROUNDS[look === 'auto' ? own : look];
  }
}
