import built from '../../catalogue/help.json';
import type { Directory } from './numbers.ts';

declare const __UNCHECKED_NUMBERS__: boolean;

export const directory: Directory = built;

/** Whether whoever built this allows numbers to be shown that nobody has checked. */
export const SHOW_UNCHECKED = __UNCHECKED_NUMBERS__;
