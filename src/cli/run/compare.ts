import type {Plan} from '../../engine/plan.js';
import type {Window} from '../../engine/run.js';
import {windowsOfService} from '../../engine/windows.js';
import {UserError} from '../../errors.js';
import {isoOrNull} from '../../export/exploration.js';
import {outcomeOf} from '../../export/outcome.js';
import {stamp} from '../../format/clock.js';
import {minutes, percent, signed, userMinutes} from '../../format/number.js';
import {type Band, bandOf, hasWorlds, worldsOf} from '../../review/band.js';
import {type Compared, compareOf} from '../../review/compare.js';
import type {Ms} from '../../timeline/types.js';
import {runHashOf} from '../hash.js';
import type {Io} from '../io.js';
import {type PlanArguments, planOf} from '../plan-argument.js';
import {printJson, printLines} from '../print.js';
import {editWords, headOf, table} from '../report.js';
import {type Opened, openTimeline, readied} from '../timeline-argument.js';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letterOf = (index: number): string => letters[index] ?? String(index + 1);

/** Plans side by side, history first: what each is, then a column for each. */
export function comparisonLines(
  compared: readonly Compared[],
  names: readonly string[],
  bands: readonly (Band | null)[],
): readonly string[] {
  const [history] = compared;
  if (history === undefined) return [];
  const {timeline} = history.run;
  const legend = compared.flatMap(({plan}, index) => [
    `  ${letterOf(index)}  ${names[index] ?? ''}`,
    ...plan.map(edit => `       ${editWords(timeline, edit)}`),
  ]);
  const when = (atMs: Ms | null): string => (atMs === null ? 'never' : stamp(timeline, atMs));
  const row = (title: string, words: (each: Compared) => string): readonly string[] => [title, ...compared.map(words)];
  const past = history.userMinutes;
  const impact = [
    row('user-minutes', each => userMinutes(each.userMinutes)),
    row('versus history', each => (each === history ? '' : `${signed(each.versusHistory, userMinutes)}`)),
    row('', each => (each === history || past === 0 ? '' : signed(each.versusHistory / past, percent))),
    ...(bands.every(band => band === null) ? [] : [row('p10 to p90', each => bandWords(bands[compared.indexOf(each)] ?? null))]),
    row('all clear', each => when(each.allClearAtMs)),
  ];
  return [
    ...headOf(history.run).slice(0, 2),
    `${compared.length} plans side by side  SIMULATED (seed ${history.run.seed})`,
    '',
    ...legend,
    '',
    ...table([row('', each => letterOf(compared.indexOf(each))), ...impact], numbered(compared)),
    '',
    'MINUTES NOT OPERATIONAL',
    ...table(minuteRows(compared), numbered(compared)),
    '',
    'NOT OPERATIONAL, from and until',
    ...table(windowRows(compared, when), numbered(compared)),
    '',
    'ACTIONS',
    ...table(actionRows(compared, when), numbered(compared)),
  ];
}

/** `-34 % to -26 %`, and whether that is a sign at all. */
function bandWords(band: Band | null): string {
  if (band === null) return '';
  const [low, , high] = band.versusHistory.map(share => signed(share, percent));
  return `${low} to ${high}${band.signStable ? '' : ', sign not certain'}`;
}

const numbered = (compared: readonly Compared[]): readonly number[] => compared.map((_, index) => index + 1);

const minuteRows = (compared: readonly Compared[]): readonly (readonly string[])[] =>
  (compared[0]?.run.timeline.services ?? [])
    .filter(({id}) => compared.some(({byService}) => byService[id] !== undefined))
    .map(({id, name}) => [name, ...compared.map(({byService}) => minutes(byService[id] ?? 0))]);

/** A row for each service's first window, its second, and so on. */
function windowRows(compared: readonly Compared[], when: (atMs: Ms | null) => string): readonly (readonly string[])[] {
  const words = (window: Window | undefined): string =>
    window === undefined ? '' : `${when(window.startsAtMs)} - ${when(window.endsAtMs)}`;
  return (compared[0]?.run.timeline.services ?? []).flatMap(({id, name}) => {
    const windows = compared.map(({run}) => windowsOfService(run, id));
    const most = Math.max(...windows.map(({length}) => length));
    return Array.from({length: most}, (_, index) => [index === 0 ? name : '', ...windows.map(own => words(own[index]))]);
  });
}

/** Recorded actions first, then what the plans add. */
function actionRows(compared: readonly Compared[], when: (atMs: Ms | null) => string): readonly (readonly string[])[] {
  const ids = [...new Set(compared.flatMap(({run}) => run.actions.map(({id}) => id)))];
  return ids.map(id => [
    id,
    ...compared.map(({run}) => {
      const action = run.actions.find(each => each.id === id);
      return action === undefined ? '' : when(action.firedAtMs);
    }),
  ]);
}

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
