/** A moment as it goes to the record. Pure. */
import type { Moment } from './draft.ts';

/** A check-in as POST /v1/check-ins takes it. */
export interface CheckIn extends Moment {
  readonly id: string;
  readonly occurred_at: string;
  readonly time_zone?: string;
  /** What the device would offer by itself, from the first sending on. */
  readonly offered?: readonly string[];
}

export interface Made {
  readonly id: string;
  readonly at: number;
  readonly zone: string | undefined;
}

export const CHECK_INS = '/v1/check-ins';

export function checkInOf(moment: Moment, made: Made, offered: readonly string[]): CheckIn {
  return {
    ...moment,
    id: made.id,
    occurred_at: new Date(made.at).toISOString(),
    ...(made.zone ? { time_zone: made.zone } : {}),
    ...(offered.length > 0 ? { offered } : {}),
  };
}
