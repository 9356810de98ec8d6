import type {Mode} from '../../engine/run.js';
import {simulate as simulateRun} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {outcomeOf} from '../../export/outcome.js';
import {compact, percent, signed, userMinutes} from '../../format/number.js';
import {timeForms} from '../../format/time-expression.js';
import {type Band, bandOf, hasWorlds, worldsOf} from '../../review/band.js';
import {assertionHelp, type Verdict, verdictOf} from '../assertion.js';
import {command} from '../command.js';
import {runHashOf} from '../hash.js';
import {planOf, planOptions} from '../plan-argument.js';
import {printJson, printLines} from '../print.js';
import {reportOf} from '../report.js';
import {openTimeline, readied, timelinePositional} from '../timeline-argument.js';

const modes: readonly Mode[] = ['reactive', 'clock'];

export const simulate = command({
  name: 'simulate',
  usage: '[timeline]',
  summary: 'one run without a screen: what happened, or what would have happened',
  positionals: timelinePositional,
  options: {
    ...planOptions,
    mode: {
      choices: modes,
      default: 'reactive' as Mode,
      requiresArg: true,
      value: 'MODE',
      describe: 'reactive (default): operators act on what they see; clock: at the recorded times, whatever they see',
    },
    seed: {type: 'number', requiresArg: true, value: 'N', describe: "for mechanisms that draw by chance (default: the timeline's own)"},
    assert: {type: 'string', array: true, requiresArg: true, value: 'EXPR', describe: 'exit with 1 when this does not hold'},
    band: {
      type: 'boolean',
      describe: 'default for a plan: run it in every other world that reproduces the record too; --no-band is two seconds faster',
    },
    json: {type: 'boolean', describe: 'the outcome as one JSON document, for programs'},
  },
  examples: [
    ['incident-replay simulate', 'history, as the model computes it'],
    ['incident-replay simulate --what-if dns-automation-disable@T+0:50 --json', 'one mitigation thrown 50 minutes in'],
    ['incident-replay simulate --without dwfm.restart', 'the same night without one of its actions'],
    ['incident-replay simulate --without dwfm.throttle --no-band', 'quickly: one world, and no word on how sure it is'],
    ["incident-replay simulate --move dns.restore@01:30 --assert 'impact.versusHistory < 0'", 'a test of a plan'],
  ],
  notes: `${assertionHelp}\n\nA time is one of: ${timeForms}.`,
  async run(args, io) {
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
  },
});

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
