import {sinceStart, stamp} from '../../format/clock.js';
import {noValue, percent, plural, signed} from '../../format/number.js';
import {
  type ClassSummary,
  type EdgeClass,
  edgeClasses,
  edgeWorth,
  type Fidelity,
  type FidelityEdge,
  fidelityOf,
} from '../../review/fidelity.js';
import {isoAt} from '../../timeline/time.js';
import type {Ms, Timeline} from '../../timeline/types.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {table} from '../report.js';
import {type Opened, openTimeline, readied} from '../timeline-argument.js';

/** A published window of which less than this share shows its condition has a hole worth telling. */
const whole = 0.95;

type Args = {readonly timeline?: string | undefined; readonly json?: boolean | undefined};

export async function fidelity({timeline: argument, json}: Args, io: Io): Promise<number> {
  const opened = await openTimeline(io, argument);
  const found = fidelityOf(readied(opened));
  if (json === true) printJson(io.stdout, documentOf(found, opened.timeline));
  else printLines(io.stdout, linesOf(found, opened.timeline));
  return 0;
}

/** The summary of a timeline's agreement; null where nothing in it can be measured. */
export function fidelitySummary(opened: Opened): Fidelity['summary'] | null {
  if (opened.timeline.model === null || opened.timeline.impacts.every(({measure}) => measure === null)) return null;
  return fidelityOf(readied(opened)).summary;
}

function documentOf({edges, summary}: Fidelity, timeline: Timeline) {
  const iso = (atMs: Ms): string => isoAt(timeline, atMs);
  return {
    edges: edges.map(({id, service, edge, publishedAtMs, simulatedAtMs, errorMinutes, class: name, parameter, source, confidence}) => ({
      id,
      service,
      edge,
      publishedAt: iso(publishedAtMs),
      simulatedAt: simulatedAtMs === null ? null : iso(simulatedAtMs),
      errorMinutes,
      class: name,
      parameter,
      source,
      confidence,
    })),
    summary,
  };
}

function linesOf(found: Fidelity, timeline: Timeline): readonly string[] {
  const {edges, summary} = found;
  const title = [timeline.incident.title, ''];
  if (edges.length === 0) return [...title, 'No published window of this timeline can be measured in a run of it.'];
  return [
    ...title,
    `FIDELITY: simulated against published, ${plural(edges.length, 'edge')}`,
    ...table([['class', 'edges', 'mean error', 'worst', ''], ...edgeClasses.map(name => summaryRow(name, summary[name]))], [1, 2, 3]),
    ...edgeClasses.flatMap(name => classLines(name, edges, timeline)),
    ...holeLines(found, timeline),
  ];
}

const minutes = (value: number | null): string => (value === null ? noValue : `${value.toFixed(1)} min`);

const summaryRow = (name: EdgeClass, {n, meanAbsError, maxAbsError}: ClassSummary): readonly string[] => [
  name,
  String(n),
  minutes(meanAbsError),
  minutes(maxAbsError),
  edgeWorth[name],
];

function classLines(name: EdgeClass, edges: readonly FidelityEdge[], timeline: Timeline): readonly string[] {
  const own = edges.filter(edge => edge.class === name).toSorted((a, b) => a.publishedAtMs - b.publishedAtMs);
  if (own.length === 0) return [];
  const at = (atMs: Ms | null): string => (atMs === null ? 'never' : stamp(timeline, atMs));
  const rows = own.map(({id, publishedAtMs, simulatedAtMs, errorMinutes, parameter, confidence, source}) => [
    sinceStart(timeline, publishedAtMs),
    id,
    at(publishedAtMs),
    at(simulatedAtMs),
    errorMinutes === null ? noValue : signed(errorMinutes, minutes),
    ...(name === 'fitted' ? [parameter ?? ''] : []),
    confidence,
    source,
  ]);
  const head = ['', 'edge', 'FACT', 'SIMULATED', 'error', ...(name === 'fitted' ? ['parameter'] : []), 'confidence', 'sources'];
  return ['', name.toUpperCase(), ...table([head, ...rows], [4])];
}

/** Published windows that are not whole in the run: a good start and a good end say nothing of what is between. */
function holeLines({windows}: Fidelity, timeline: Timeline): readonly string[] {
  const holes = windows.filter(({insideShare}) => insideShare < whole);
  if (holes.length === 0) return [];
  const titles = new Map(timeline.impacts.map(({id, title}) => [id, title]));
  const rows = holes.map(({impact, insideShare}) => [impact, percent(insideShare), titles.get(impact) ?? '']);
  return ['', `NOT WHOLE: published windows of which the run shows less than ${percent(whole)}`, ...table(rows, [1])];
}
