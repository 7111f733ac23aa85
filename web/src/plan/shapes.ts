/** What the coach answers about the plan, by the names the screens use. */
import type { components } from '../api/coach.d.ts';

type Schemas = components['schemas'];

export type Plan = Schemas['PlanShown'];
export type Task = Schemas['AssignmentShown'];
export type Proposal = Schemas['ProposalShown'];
export type Entry = Task['history'][number];
export type Barrier = Schemas['BarrierShown'];
export type Code = Barrier['code'];
export type Today = Schemas['TodayShown'];
export type Card = Schemas['Card'];
export type NotThisTime = Schemas['NotThisTimeNoted'];
export type Size = 'full' | 'small' | 'tiny';

export const TASKS = '/v1/plan/assignments';
export const SESSION = '/v1/plan/session';
