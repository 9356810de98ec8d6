import {valueAt} from '../../engine/run.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Drill} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import {firstLastingMs, firstSoMs} from './evidence.js';
import type {Figure} from './figure.js';
import {figureOf} from './figure.js';
import {truthAt} from './measure-picture.js';

type Episode = Drill['episodes'][number];

/** One stretch of impact with its own T0. Times are told, never averaged. */
export type EpisodeMeasure = {
  readonly id: string;
  readonly title: string;
  /** Null: it did not begin in this run. */
  readonly startsMs: Ms | null;
  readonly mitigatedMs: Ms | null;
  readonly times: readonly Figure[];
};

/** Impact is small below this share of its worst so far, for a quarter of an hour. */
const smallShare = 0.1;
const calmMinutes = 15;

/** The stretch of the whole drill in which users lost something. */
export function impactSpan(setup: Setup, state: DrillState): readonly [Ms, Ms] {
  const {startsAtMs} = setup.drill;
  const severities = severitiesOf(setup, state);
  const first = severities.findIndex(severity => severity > 0);
  if (first < 0) return [state.nowMs, state.nowMs];
  const calm = calmFrom(severities, first);
  return [startsAtMs + first * MINUTE_MS, calm === null ? state.nowMs : startsAtMs + calm * MINUTE_MS];
}

/** How many of its users each customer has lost, added up over customers, minute by minute up to now. */
function severitiesOf(setup: Setup, state: DrillState): readonly number[] {
  const run = setup.living(state.plan, state.nowMs);
  const signals = run.signals.filter(signal => signal.endsWith('.impaired'));
  const minutes = Math.floor((state.nowMs - setup.drill.startsAtMs) / MINUTE_MS);
  const quiet = signals.map(signal => valueAt(run, signal, setup.drill.startsAtMs) ?? 0);
  return Array.from({length: minutes + 1}, (_, minute) => {
    const atMs = setup.drill.startsAtMs + minute * MINUTE_MS;
    return signals.reduce((sum, signal, index) => sum + Math.max(0, (valueAt(run, signal, atMs) ?? 0) - (quiet[index] ?? 0)), 0);
  });
}

/** The minute from which impact stays small to the end; null: it does not. */
function calmFrom(severities: readonly number[], first: number): number | null {
  const limit = Math.max(...severities) * smallShare;
  const last = severities.findLastIndex(severity => severity > limit);
  return last >= first && severities.length - 1 - last >= calmMinutes ? last + 1 : null;
}

/** Of each episode: when it was detected, acknowledged and declared, told to the public, understood, mitigated and over. */
export function episodesOf(setup: Setup, state: DrillState): readonly EpisodeMeasure[] {
  const {drill} = setup;
  if (drill.episodes.length === 0) return [wholeDrill(setup, state)];
  return drill.episodes.map(episode => {
    const startsMs = firstSoMs(setup, state, episode.starts, drill.startsAtMs, state.nowMs);
    if (startsMs === null) return {id: episode.id, title: episode.title, startsMs, mitigatedMs: null, times: []};
    const mitigatedMs = firstLastingMs(setup, state, episode.mitigated, startsMs + MINUTE_MS, state.nowMs, calmMinutes);
    const recovered = episode.recovered ?? episode.mitigated;
    const recoveredMs = mitigatedMs === null ? null : firstLastingMs(setup, state, recovered, mitigatedMs, state.nowMs, calmMinutes);
    return {
      id: episode.id,
      title: episode.title,
      startsMs,
      mitigatedMs,
      times: timesOf(setup, state, episode, {startsMs, mitigatedMs, recoveredMs}),
    };
  });
}

function wholeDrill(setup: Setup, state: DrillState): EpisodeMeasure {
  const [startsMs, untilMs] = impactSpan(setup, state);
  const mitigatedMs = untilMs < state.nowMs ? untilMs : null;
  const episode = {id: 'drill', title: 'The whole drill', detects: [], hypothesis: undefined};
  const times = timesOf(setup, state, episode, {startsMs, mitigatedMs, recoveredMs: mitigatedMs});
  return {id: episode.id, title: episode.title, startsMs, mitigatedMs, times};
}

type Marks = {readonly startsMs: Ms; readonly mitigatedMs: Ms | null; readonly recoveredMs: Ms | null};
type Stamped = {readonly id: string; readonly atMs: Ms};

function timesOf(
  setup: Setup,
  state: DrillState,
  {id, detects, hypothesis}: Pick<Episode, 'id' | 'detects' | 'hypothesis'>,
  {startsMs, mitigatedMs, recoveredMs}: Marks,
): readonly Figure[] {
  const {drill} = setup;
  const after = <T extends Stamped>(list: readonly T[]): T | undefined => list.find(({atMs}) => atMs >= startsMs);
  const told = after(state.messages.filter(({inject}) => detects.length === 0 || (inject !== null && detects.includes(inject))));
  const seen = after(state.looks.filter(look => isOdd(drill, look.panel, look.values)));
  const detected = told !== undefined && (seen === undefined || told.atMs <= seen.atMs) ? told : seen;
  const declared = [...state.command, ...Object.values(state.decisions).flatMap(({committed}) => committed ?? [])].sort(
    (a, b) => a.atMs - b.atMs,
  );
  const audience = drill.audiences[0]?.id;
  const held = state.beliefs.find(belief => {
    const known = drill.hypotheses.find(({id}) => id === belief.hypothesis);
    const isIts = hypothesis === undefined || belief.hypothesis === hypothesis;
    return (
      isIts && belief.atMs >= startsMs && belief.probability >= 0.5 && known !== undefined && truthAt(setup, state, known, belief.atMs)
    );
  });
  const row = (name: string, what: string, stamp: Stamped | undefined, isScripted = false): Figure =>
    figureOf(drill, `times.${id}.${name}`, what, 'minutes', stamp === undefined ? null : (stamp.atMs - startsMs) / MINUTE_MS, {
      evidence: stamp === undefined || stamp.id === '' ? [] : [stamp.id],
      note: stamp === undefined ? 'Not before EndEx.' : '',
      isScripted,
    });
  const world = (atMs: Ms | null): Stamped | undefined => (atMs === null ? undefined : {id: '', atMs});
  return [
    row('detected', 'First sign reached somebody', detected, detected !== undefined && detected === told),
    row('acknowledged', 'Acknowledged', after(state.acknowledged)),
    row('declared', 'Somebody took command, or decided', after(declared)),
    row('firstPublic', 'First public word', after(state.posts.filter(post => post.audience === audience))),
    row('causeHeld', 'The right mechanism held at 50 % or more', held),
    row('mitigated', 'Impact small, and stayed so', world(mitigatedMs)),
    row('recovered', 'Everything back', world(recoveredMs)),
  ];
}

/** Whether a look showed something out of its band. */
function isOdd({panels}: Drill, id: string, values: readonly number[]): boolean {
  const panel = panels.find(panel => panel.id === id);
  return values.some((value, index) => {
    const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = panel?.readings[index]?.normal ?? [];
    return value < low || value > high;
  });
}
