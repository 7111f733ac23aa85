/** The pages to read, as the services publish them. They come with the screens that show them, which the device keeps. */
import built from '../../catalogue/learn.json';
import type { components } from '../api/coach.d.ts';

export type Page = components['schemas']['LearnPageShown'];
export type Source = Page['references'][number];

export const pages = built.pages as readonly Page[];
/** Whether somebody with a clinical training has looked through them all. */
export const reviewed = built.notice === '';

export function pageOf(id: string | null): Page | undefined {
  return pages.find((each) => each.id === id);
}
