import type { Step, StepOf } from '../catalogue.ts';
import type { Run } from '../run.ts';

/** What the screen of each kind of step is given. */
export interface Given<Kind extends Step['kind']> {
  readonly step: StepOf<Kind>;
  readonly run: Run;
  readonly steps: readonly Step[];
}
