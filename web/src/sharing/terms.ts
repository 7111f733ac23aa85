/** What may be shared, for which days, and until when. Pure. */
import type { components } from '../api/reports.d.ts';
import { daysAfter } from '../weeks/clock.ts';

type Schemas = components['schemas'];
export type Consent = Schemas['ConsentShown'];
export type Report = Schemas['ReportShown'];
export type Opening = Schemas['OpeningShown'];
export type Field = Consent['fields'][number];

/** In the order in which they are asked for. */
export const FIELDS: readonly Field[] = [
  'period',
  'feelings',
  'high_moments',
  'practices',
  'homework',
  'barriers',
  'line',
  'questions',
  'triggers',
  'patterns',
  'notes',
];
/** Ticked when nobody has chosen yet (docs/specification/homework.md section 7). */
export const USUAL: readonly Field[] = ['period', 'feelings', 'high_moments', 'practices', 'homework'];
export const LENGTHS = [7, 28, 84] as const;
export const LASTS = [30, 90, 180] as const;
/** Which words were agreed to; another number once they say something else. */
const TEXT_VERSION = '1';

export interface Draft {
  readonly fields: readonly Field[];
  /** How many days back it may reach. */
  readonly days: (typeof LENGTHS)[number];
  /** How many days the consent lasts. */
  readonly lasts: (typeof LASTS)[number];
  readonly proposals: boolean;
  /** Ids of the own moments whose words are shown. */
  readonly notes: readonly string[];
}

export const NOTHING_CHOSEN: Draft = { fields: USUAL, days: 28, lasts: 90, proposals: false, notes: [] };

/** The days of a report. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export function daysBack(today: string, days: number): Days {
  return { from: daysAfter(today, 1 - days), to: today };
}

/** Those days of `wanted` that a consent holds; null where it holds none. */
export function daysWithin(consent: Pick<Consent, 'from' | 'to'>, wanted: Days): Days | null {
  const from = consent.from && consent.from > wanted.from ? consent.from : wanted.from;
  const to = consent.to && consent.to < wanted.to ? consent.to : wanted.to;
  return from <= to ? { from, to } : null;
}

/** What is posted to agree to `draft`: from its first day on, and open towards the days to come. */
export function agreed(draft: Draft, recipient: string, today: string): Schemas['PostedConsent'] {
  return {
    recipient,
    fields: inOrder(draft.fields),
    from: daysBack(today, draft.days).from,
    expires_at: `${daysAfter(today, draft.lasts)}T23:59:59Z`,
    text_version: TEXT_VERSION,
    proposals: draft.proposals,
    before_each_session: false,
  };
}

export function inOrder(fields: readonly Field[]): Field[] {
  return FIELDS.filter((each) => fields.includes(each));
}

export function withOrWithout<T>(all: readonly T[], each: T): T[] {
  return all.includes(each) ? all.filter((other) => other !== each) : [...all, each];
}

/** Where the very page is that a report would be made from. Notes are shown only where they are ticked one by one. */
export function previewPath(fields: readonly Field[], days: Days, zone: string, notes: readonly string[]): string {
  const shown = inOrder(fields).filter((each) => each !== 'notes' || notes.length > 0);
  const query = new URLSearchParams({ ...days, zone, fields: shown.join(',') });
  if (shown.includes('notes')) for (const each of notes) query.append('note', each);
  return `/v1/reports/preview?${query.toString()}`;
}

export function isInForce(consent: Consent): boolean {
  return consent.state === 'in_force';
}

/** Nobody waits for what will not change any more. */
export function isBeingMade(report: Report): boolean {
  return report.state === 'requested';
}

const RARELY = 30_000;

/** Milliseconds until it is looked again whether a report is ready: soon at first, then less often; rarely if it is `told`. */
export function pauseAfter(looks: number, told: boolean): number | null {
  if (looks >= 60) return null;
  return told ? RARELY : Math.min(1000 + looks * 250, 10_000);
}
