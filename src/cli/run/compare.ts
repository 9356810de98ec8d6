import type {Plan} from '../../engine/plan.js';
import {UserError} from '../../errors.js';
import {isoOrNull} from '../../export/exploration.js';
import {outcomeOf} from '../../export/outcome.js';
import {bandOf, hasWorlds, worldsOf} from '../../review/band.js';
import {compareOf} from '../../review/compare.js';
import {comparisonLines} from '../comparison-report.js';
import {runHashOf} from '../hash.js';
import type {Io} from '../io.js';
import {type PlanArguments, planOf} from '../plan-argument.js';
import {printJson, printLines} from '../print.js';
import {type Opened, openTimeline, readied} from '../timeline-argument.js';

type Named = {readonly name: string; readonly plan: Plan};

type Args = Omit<PlanArguments, 'plan'> & {
  readonly timeline?: string | undefined;
  readonly plan?: readonly string[] | undefined;
  readonly band?: boolean | undefined;
  readonly json?: boolean | undefined;
};

export async function compare(args: Args, io: Io): Promise<number> {
  const opened = await openTimeline(io, args.timeline);
  const named = [{name: 'history', plan: []}, ...(await plansOf(args, opened, io))];
  if (named.length === 1)
    throw new UserError('compare: there is no plan to compare with history.', 'Name one with --plan or --what-if.', 2);
  const prepared = readied(opened);
  const compared = compareOf(
    prepared,
    named.map(({plan}) => plan),
  );
  const worlds = args.band !== false && hasWorlds(opened.timeline) ? [...worldsOf(opened.timeline)] : [];
  const bands = compared.map(({plan}) => (plan.length > 0 && worlds.length > 0 ? bandOf(worlds, plan) : null));
  if (args.json === true) {
    const outcomes = compared.map(({run, allClearAtMs}, index) => ({
      ...outcomeOf(run, prepared.history, {timelineHash: opened.hash, runHash: runHashOf(run)}, bands[index] ?? null),
      allClear: isoOrNull(opened.timeline, allClearAtMs),
    }));
    printJson(io.stdout, outcomes);
  } else {
    const names = named.map(({name}) => name);
    printLines(io.stdout, comparisonLines(compared, names, bands));
  }
  return 0;
}

async function plansOf(
  {plan = [], ...edits}: Omit<PlanArguments, 'plan'> & {readonly plan?: readonly string[] | undefined},
  opened: Opened,
  io: Io,
): Promise<readonly Named[]> {
  const files: Named[] = [];
  for (const name of plan) files.push({name, plan: await planOf({plan: name}, opened, io)});
  const own = await planOf(edits, opened, io);
  return own.length === 0 ? files : [...files, {name: 'command line', plan: own}];
}
