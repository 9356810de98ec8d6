import type {Path, Problem} from '../../timeline/problem.js';
import type {Timeline} from '../../timeline/types.js';
import type {DrillFile} from '../scenario/schema.js';

/** What the checks of a scenario look at. */
export type LintedDrill = {
  readonly timeline: Timeline;
  readonly file: DrillFile;
  /** Every signal of the night's model, and of each twin's by id. */
  readonly signals: ReadonlySet<string>;
  readonly signalsOfTwin: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Tells of one finding: where it stands, what it is, what to do about it. */
export type Told = (path: Path, message: string, hint?: Problem['hint']) => void;
