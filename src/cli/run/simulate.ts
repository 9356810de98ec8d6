import type {Mode} from '../../engine/run.js';
import {simulate as simulateRun} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {outcomeOf} from '../../export/outcome.js';
import {compact, percent, signed, userMinutes} from '../../format/number.js';
import {type Band, bandOf, hasWorlds, worldsOf} from '../../review/band.js';
import {type Verdict, verdictOf} from '../assertion.js';
import {runHashOf} from '../hash.js';
import type {Io} from '../io.js';
import type {PlanArguments} from '../plan-argument.js';
import {planOf} from '../plan-argument.js';
import {printJson, printLines} from '../print.js';
import {reportOf} from '../report.js';
import {openTimeline, readied} from '../timeline-argument.js';

type Args = PlanArguments & {
  readonly timeline?: string | undefined;
  readonly mode: Mode;
  readonly seed?: number | undefined;
  readonly assert?: readonly string[] | undefined;
  readonly band?: boolean | undefined;
  readonly json?: boolean | undefined;
};

export async function simulate(args: Args, io: Io): Promise<number> {
  const opened = await openTimeline(io, args.timeline);
  const plan = await planOf(args, opened, io);
  if (args.band === true && args.mode === 'clock') throw new UserError('--band is of people who react.', 'Leave --mode clock out.', 2);
  const prepared = readied(opened, seedOf(args.seed));
  const run = simulateRun(prepared, plan, {mode: args.mode as Mode});
  const verdicts = (args.assert ?? []).map(expression => verdictOf(expression, run, prepared.history));
  const hashes = {timelineHash: opened.hash, runHash: runHashOf(run)};
  const isCounterfactual = plan.length > 0 && args.mode !== 'clock';
  const wantsBand = args.band ?? (isCounterfactual && hasWorlds(opened.timeline));
  const band = wantsBand && hasWorlds(opened.timeline) ? bandOf(worldsOf(opened.timeline), plan) : null;
  if (args.json === true) printJson(io.stdout, outcomeOf(run, prepared.history, hashes, band));
  else {
    const bandLines = wantsBand ? ['', ...bandReport(band)] : [];
    printLines(io.stdout, [...reportOf(run, prepared.history), ...bandLines, '', `run ${hashes.runHash}`]);
  }
  const failed = verdicts.filter(({holds}) => !holds);
  if (failed.length > 0) printLines(io.stderr, failed.map(failureOf));
  return failed.length > 0 ? 1 : 0;
}

/** The spread in words. */
function bandReport(band: Band | null): readonly string[] {
  if (band === null) return ['BAND', '  this timeline has no other worlds'];
  const {worlds, versusHistory, better, same, worse, signStable} = band;
  const [low, middle, high] = versusHistory.map(share => signed(share, percent));
  return [
    `BAND: p10, p50, p90 of ${worlds} worlds that all reproduce the record`,
    `  impaired users   ${compact(band.userMinutes[0])}, ${compact(band.userMinutes[1])}, ${userMinutes(band.userMinutes[2])}`,
    `  against history  ${low}, ${middle}, ${high}   better in ${better}, the same in ${same}, worse in ${worse}${signStable ? '' : ': SIGN NOT CERTAIN'}`,
  ];
}

const failureOf = ({expression, actual}: Verdict): string => `does not hold: ${expression}   (it was ${actual})`;

function seedOf(seed: number | undefined): {readonly seed?: number} {
  if (seed === undefined) return {};
  if (Number.isSafeInteger(seed) && seed >= 0) return {seed};
  throw new UserError('--seed takes a whole number from 0 up.', '', 2);
}
