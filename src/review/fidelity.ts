import {holds} from '../engine/orders.js';
import {type Run, rowAt} from '../engine/run.js';
import {type Prepared, simulate} from '../engine/simulate.js';
import {MINUTE_MS} from '../timeline/time.js';
import {type Confidence, confidences, type Edge, type Impact, type Measure, type Ms, type Timeline} from '../timeline/types.js';

/**
 * What an edge's agreement is worth. `input`: the model was given it, by its fault or by a recorded action. `fitted`: a parameter
 * was chosen so that it agrees. `unreachable`: published before anything but the faulty component differs from a night without a
 * fault, so no mechanism can give it. `predicted`: everything else; the only ones that are evidence.
 */
export const edgeClasses = ['predicted', 'fitted', 'input', 'unreachable'] as const;
export type EdgeClass = (typeof edgeClasses)[number];

/** What agreement in each class is worth, in words. */
export const edgeWorth: Readonly<Record<EdgeClass, string>> = {
  predicted: 'no parameter was fitted to them: the only evidence',
  fitted: 'one parameter was fitted to each: agreement proves nothing',
  input: 'given to the model: its fault, and what operators are known to have done',
  unreachable: 'published before their published cause: no mechanism can give them',
};

/** One published minute of a service, with the minute the run gives it. */
export type FidelityEdge = {
  /** `<impact>.start` or `<impact>.end`. */
  readonly id: string;
  readonly impact: string;
  readonly service: string;
  readonly edge: Edge;
  readonly publishedAtMs: Ms;
  /** Null: the run never shows it. */
  readonly simulatedAtMs: Ms | null;
  /** Simulated less published; below 0 is early. */
  readonly errorMinutes: number | null;
  readonly class: EdgeClass;
  /** The parameter fitted to it. */
  readonly parameter: string | null;
  readonly source: string;
  readonly confidence: Confidence;
};

/** Null: no edge of the class has an error. */
export type ClassSummary = {readonly n: number; readonly meanAbsError: number | null; readonly maxAbsError: number | null};

export type Fidelity = {
  readonly edges: readonly FidelityEdge[];
  readonly summary: Readonly<Record<EdgeClass, ClassSummary>>;
  /** Of each measured window, the share in which its condition holds: a hole inside counts, however short. */
  readonly windows: readonly {readonly impact: string; readonly insideShare: number}[];
};

/** A stretch in which a condition holds; null: it never stops holding in the run. */
type Stretch = {readonly startsAtMs: Ms; readonly endsAtMs: Ms | null};

type Measured = Impact & {readonly measure: Measure};

/** The run of history held against every published window that has a measure. */
export function fidelityOf(prepared: Prepared): Fidelity {
  const {timeline, history} = prepared;
  const impacts = timeline.impacts.filter(
    (impact): impact is Measured => impact.measure !== null && history.columns.has(impact.measure.signal),
  );
  const firstEffectMs = firstEffectOf(prepared);
  const edges = oncePerMinute(impacts.flatMap(impact => edgesOf(impact, timeline, history, firstEffectMs)));
  const windows = impacts.map(impact => ({impact: impact.id, insideShare: insideShareOf(impact, history)}));
  return {edges, summary: summaryOf(edges), windows};
}

/** How well each class agrees. */
export function summaryOf(edges: readonly FidelityEdge[]): Fidelity['summary'] {
  const of = (name: EdgeClass): ClassSummary => {
    const own = edges.filter(edge => edge.class === name);
    const errors = own.flatMap(({errorMinutes}) => (errorMinutes === null ? [] : [Math.abs(errorMinutes)]));
    const none = errors.length === 0;
    return {
      n: own.length,
      meanAbsError: none ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length,
      maxAbsError: none ? null : Math.max(...errors),
    };
  };
  return {predicted: of('predicted'), fitted: of('fitted'), input: of('input'), unreachable: of('unreachable')};
}

/** The instant at which a run shows an edge of a window, by its measure; null: never. */
export function simulatedAt(impact: Impact, edge: Edge, run: Run): Ms | null {
  if (impact.measure === null) return null;
  const stretch = nearestStretch(stretchesOf(run, impact.measure), impact, run);
  return (edge === 'start' ? stretch?.startsAtMs : stretch?.endsAtMs) ?? null;
}

/** When a condition holds, stretches less than the gap apart joined. An edge is the first row with the other answer. */
function stretchesOf(run: Run, measure: Measure): readonly Stretch[] {
  const column = run.columns.get(measure.signal);
  if (column === undefined) return [];
  const stretches: Stretch[] = [];
  let startsAtMs: Ms | null = null;
  const close = (endsAtMs: Ms | null): void => {
    if (startsAtMs === null) return;
    const last = stretches.at(-1);
    const isJoined = last !== undefined && last.endsAtMs !== null && startsAtMs - last.endsAtMs < measure.gapMinutes * MINUTE_MS;
    stretches.splice(isJoined ? -1 : stretches.length, 1, {startsAtMs: isJoined ? last.startsAtMs : startsAtMs, endsAtMs});
    startsAtMs = null;
  };
  for (let row = 0; row < run.rows; row++) {
    const atMs = run.startMs + row * run.stepMs;
    if (!holds(run.table[row * run.signals.length + column] as number, measure)) close(atMs);
    else startsAtMs ??= atMs;
  }
  close(null);
  return stretches;
}

/**
 * The stretch that is the published window: the one that overlaps it most; where none does, the one nearest to it.
 * It is chosen once for both edges, so a hole in the middle shows as an early end, not as a good one.
 */
function nearestStretch(stretches: readonly Stretch[], {startsAtMs, endsAtMs}: Impact, run: Run): Stretch | undefined {
  const closeness = (stretch: Stretch): number =>
    Math.min(stretch.endsAtMs ?? run.endMs, endsAtMs ?? run.endMs) - Math.max(stretch.startsAtMs, startsAtMs);
  return stretches.reduce<Stretch | undefined>(
    (best, stretch) => (best === undefined || closeness(stretch) > closeness(best) ? stretch : best),
    undefined,
  );
}

function edgesOf(impact: Measured, timeline: Timeline, run: Run, firstEffectMs: Ms): readonly FidelityEdge[] {
  const one = (edge: Edge, publishedAtMs: Ms | null): readonly FidelityEdge[] => {
    if (publishedAtMs === null || publishedAtMs > run.endMs) return [];
    const id = `${impact.id}.${edge}`;
    const atMs = simulatedAt(impact, edge, run);
    const parameter = Object.entries(timeline.model?.parameters ?? {}).find(([, {fits}]) => fits === id)?.[0] ?? null;
    const isInput = impact.measure.inputs.includes(edge);
    return [
      {
        id,
        impact: impact.id,
        service: impact.service,
        edge,
        publishedAtMs,
        simulatedAtMs: atMs,
        errorMinutes: atMs === null ? null : (atMs - publishedAtMs) / MINUTE_MS,
        class: isInput ? 'input' : parameter !== null ? 'fitted' : publishedAtMs < firstEffectMs ? 'unreachable' : 'predicted',
        parameter,
        source: impact.sources.join(', '),
        confidence: impact.confidence,
      },
    ];
  };
  return [...one('start', impact.startsAtMs), ...one('end', impact.endsAtMs)];
}

/**
 * Several windows may share one published minute of a service (a part and the whole, the end of one and the start of the next).
 * That is one piece of evidence, counted once: as what the model was given or fitted to, where one of them is; else as the
 * window that is best known.
 */
function oncePerMinute(edges: readonly FidelityEdge[]): readonly FidelityEdge[] {
  const given: readonly EdgeClass[] = ['fitted', 'input'];
  const rank = (edge: FidelityEdge): number => given.indexOf(edge.class) * confidences.length - confidences.indexOf(edge.confidence);
  const best = new Map<string, FidelityEdge>();
  for (const edge of edges) {
    const minute = `${edge.service} ${edge.publishedAtMs}`;
    const other = best.get(minute);
    if (other === undefined || rank(edge) > rank(other)) best.set(minute, edge);
  }
  return [...best.values()];
}

/** The first instant at which history differs from the run without faults in anything but the faulty components themselves. */
function firstEffectOf(prepared: Prepared): Ms {
  const {timeline, history} = prepared;
  const faulty = new Set((timeline.model?.faults ?? []).map(({target}) => target));
  if (faulty.size === 0) return history.startMs;
  const calm = simulate(prepared, [], {isFaultless: true});
  const columns = [...history.columns].filter(([name]) => ![...faulty].some(id => name === id || name.startsWith(`${id}.`)));
  const width = history.signals.length;
  for (let row = 0; row < history.rows; row++)
    for (const [, column] of columns)
      if (history.table[row * width + column] !== calm.table[row * width + column]) return history.startMs + row * history.stepMs;
  return history.endMs;
}

function insideShareOf({measure, startsAtMs, endsAtMs}: Measured, run: Run): number {
  const column = run.columns.get(measure.signal) as number;
  const from = rowAt(run, startsAtMs);
  const to = Math.max(from + 1, rowAt(run, endsAtMs ?? run.endMs));
  let inside = 0;
  for (let row = from; row < to; row++) if (holds(run.table[row * run.signals.length + column] as number, measure)) inside++;
  return inside / (to - from);
}
