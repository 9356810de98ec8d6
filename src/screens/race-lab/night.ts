import type {LogEntry, Run} from '../../engine/run.js';
import {localClock} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import type {Rules} from '../../race/enactor.js';
import {type Action, type ActionName, modelOf} from '../../race/model.js';
import {begin, enabledAt, take} from '../../race/position.js';
import {protect} from '../../race/protections.js';
import {defaultSize} from '../../race/size.js';
import type {ComponentSpec, Ms} from '../../timeline/types.js';
import {beginning, type LabOpening, plainRules} from './state.js';

/** The race as a simulated run of DNS automation has it, told as a story of the small model. */
export type NightRace = {
  readonly rules: Rules;
  /** The steps of the story, each with the instant of the run at which it happened, to the run's own step. */
  readonly steps: readonly {readonly action: Action; readonly atMs: Ms}[];
  /** What stands for what: `E1=az1, E2=az2; plan 2=46, 4=62`. */
  readonly names: string;
  /** What the run itself says, by the step of the story. */
  readonly said: ReadonlyMap<number, LogEntry>;
};

const automation = 'dns-automation';

export const hasAutomation = ({timeline}: Run): boolean => automationsOf(timeline.model?.components ?? []).length > 0;

const automationsOf = (components: readonly ComponentSpec[]): readonly ComponentSpec[] =>
  components.filter(({type}) => type === automation);

/** Null: in this run no record is emptied by an old plan. */
export function nightRaceOf(run: Run): NightRace | null {
  for (const component of automationsOf(run.timeline.model?.components ?? [])) {
    const race = raceIn(run, component);
    if (race !== null) return race;
  }
  return null;
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(each => typeof each === 'string') : []);
const idsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap(each => (typeof each === 'object' && each !== null && 'id' in each ? [String(each.id)] : [])) : [];

/** One column of a run's table, by row. */
type Track = (row: number) => number;

function trackOf(run: Run, signal: string): Track {
  const column = run.columns.get(signal);
  return row => (column === undefined ? 0 : (run.table[row * run.signals.length + column] ?? 0));
}

/** The first row of a stretch for which something holds, up to one in which it does. */
function sinceWhen(row: number, holds: (row: number) => boolean): number {
  let first = row;
  while (first > 0 && holds(first - 1)) first--;
  return first;
}

function raceIn(run: Run, {id, enactors, endpoints}: ComponentSpec): NightRace | null {
  const names = idsOf(enactors);
  const carried = names.map(name => trackOf(run, `${id}.${name}.plan`));
  const newest = trackOf(run, `${id}.newest`);
  for (const endpoint of texts(endpoints)) {
    const resolves = trackOf(run, `${id}.${endpoint}`);
    const plan = trackOf(run, `${id}.${endpoint}.plan`);
    const emptied = Array.from({length: run.rows}, (_, row) => row).find(row => resolves(row) < 1);
    if (emptied === undefined || emptied === 0) continue;
    const old = plan(emptied);
    const before = sinceWhen(emptied, row => plan(row) === old) - 1;
    const recent = plan(before);
    const slow = carried.findIndex(of => of(before) === old);
    const fast = carried.findIndex(of => of(before) === recent);
    if (before < 0 || recent <= old || slow < 0 || fast < 0) continue;
    const has = (track: Track | undefined, value: number): number => sinceWhen(before, row => track?.(row) === value);
    const rows = {
      old: sinceWhen(has(carried[slow], old), row => newest(row) >= old),
      slow: has(carried[slow], old),
      newer: sinceWhen(has(carried[fast], recent), row => newest(row) > old),
      recent: sinceWhen(has(carried[fast], recent), row => newest(row) >= recent),
      fast: has(carried[fast], recent),
      written: has(plan, recent),
      back: before + 1,
      emptied,
    };
    const log = run.log.filter(({component, atMs}) => component === id && atMs > atRow(run, before) && atMs <= atRow(run, emptied));
    return told(run, rows, {slow: names[slow] ?? '', fast: names[fast] ?? '', old, recent, count: names.length}, log);
  }
  return null;
}

const atRow = ({startMs, stepMs}: Run, row: number): Ms => startMs + row * stepMs;

type Rows = Readonly<Record<'old' | 'slow' | 'newer' | 'recent' | 'fast' | 'written' | 'back' | 'emptied', number>>;
type Cast = {readonly slow: string; readonly fast: string; readonly old: number; readonly recent: number; readonly count: number};

/** The story in the order in which the small model tells it; what the run logs to the millisecond has that time. */
function told(run: Run, rows: Rows, {slow, fast, old, recent, count}: Cast, log: readonly LogEntry[]): NightRace | null {
  const script: readonly (readonly [name: ActionName, enactor: number | null, row: number])[] = [
    ['plan', null, rows.old],
    ['pick', 0, rows.slow],
    ['check', 0, rows.slow],
    ['plan', null, rows.newer],
    ['plan', null, rows.recent],
    ['pick', 1, rows.fast],
    ['check', 1, rows.fast],
    ['apply', 1, rows.written],
    ['apply', 0, rows.back],
    ['clean', 1, rows.emptied],
  ];
  const rules: Rules = {size: {...defaultSize, enactors: Math.max(2, Math.min(6, count))}, protect: protect()};
  let position = begin(modelOf(rules));
  const steps: {action: Action; atMs: Ms}[] = [];
  const said = new Map<number, LogEntry>();
  const [atBack, atEnd = atBack] = log;
  for (const [name, enactor, row] of script) {
    const action = enabledAt(position).find(each => each.name === name && each.enactor === enactor);
    if (action === undefined) return null;
    const entry = name === 'apply' && enactor === 0 ? atBack : name === 'clean' ? atEnd : undefined;
    steps.push({action, atMs: entry?.atMs ?? atRow(run, row)});
    if (entry !== undefined) said.set(steps.length, entry);
    position = take(position, action);
  }
  const names = `E1=${printable(slow)}, E2=${printable(fast)}; plan 2=${old}, 4=${recent}`;
  return {rules, steps, names, said};
}

/** What the lab opens with from a moment of a replay: the night's own race as far as it had come, or the general one, and why. */
export function labAt(run: Run, positionMs: Ms): LabOpening {
  const general = beginning(plainRules);
  if (!hasAutomation(run)) return {...general, notice: 'This timeline has no DNS automation: this is the race in general, from its start.'};
  const race = nightRaceOf(run);
  if (race === null) return {...general, notice: 'In this run no record is emptied: this is the race in general, from its start.'};
  const model = modelOf(race.rules);
  const happened = race.steps.filter(({atMs}) => atMs <= positionMs).length;
  const story = race.steps.map(({action}) => action);
  const position = story.slice(0, happened).reduce(take, begin(model));
  const notes = new Map(race.steps.map(({atMs}, index) => [index + 1, noteOf(run, atMs, race.said.get(index + 1))]));
  notes.set(0, `${race.names}.`);
  return {
    position,
    rest: story.slice(happened),
    replay: {title: `the night (${race.names})`, playing: false, sinceMs: 0, notes, back: null},
  };
}

/** When it was, and what the run's own log says of it. */
function noteOf({timeline}: Run, atMs: Ms, entry: LogEntry | undefined): string {
  const clock = localClock(timeline, atMs);
  return entry === undefined ? clock : `${clock}, the run's log: ${printable(entry.text)}`;
}
