import {type Run, rowAt, statusAt} from '../engine/run.js';
import {type Ms, type Service, type Status, statuses} from '../timeline/types.js';
import {type Line, type Span, span} from './line.js';
import {signs} from './signs.js';

/** Seven heights: a full block would run into the row above. */
export const blocks = '▁▂▃▄▅▆▇';

/** Minutes that a service row looks back. */
export const lookBackMinutes = 180;

/**
 * How bad a service was in each of `cells` stretches up to `untilMs`, as bars on a fixed scale: full height is the status rule's
 * threshold of a major outage. Stretches begin at whole multiples of their length, so a bar never changes once its time is over.
 */
export function sparkOf(run: Run, service: Service, untilMs: Ms, cells: number, minutes = lookBackMinutes): Line {
  const cellMs = Math.ceil((minutes * 60_000) / Math.max(1, cells) / 15_000) * 15_000;
  const last = Math.floor((untilMs - run.startMs) / cellMs);
  const spans: Span[] = [];
  for (let cell = last - cells + 1; cell <= last; cell++) {
    if (cell < 0) spans.push(span(' '));
    else spans.push(barOf(run, service, run.startMs + cell * cellMs, Math.min(untilMs, run.startMs + (cell + 1) * cellMs - 1)));
  }
  return joined(spans);
}

/** The same for a fixed stretch of the run, `cells` wide; what is after `untilMs` is left out. */
export function curveOf(run: Run, service: Service, fromMs: Ms, toMs: Ms, cells: number, untilMs = toMs): Line {
  const at = (cell: number) => Math.round(fromMs + ((toMs - fromMs) * cell) / cells);
  const spans = Array.from({length: cells}, (_, cell) =>
    at(cell) > untilMs ? span(' ') : barOf(run, service, at(cell), Math.min(untilMs, at(cell + 1) - 1)),
  );
  return joined(spans);
}

function barOf(run: Run, service: Service, fromMs: Ms, toMs: Ms): Span {
  const {share, status} = worstIn(run, service, fromMs, toMs);
  return span(blocks[Math.max(0, Math.min(6, Math.round(share * 6)))] ?? '▁', signs[status].role);
}

/** The worst value of a stretch as a share of the way to a major outage, and the status that this value alone would be. */
function worstIn(run: Run, service: Service, fromMs: Ms, toMs: Ms): {readonly share: number; readonly status: Status} {
  const rule = service.status;
  const column = rule === null ? undefined : run.columns.get(rule.signal);
  if (rule === null || column === undefined || run.rows === 0) {
    const {status} = statusAt(run, service.id, toMs);
    return {share: statuses.indexOf(status) / (statuses.length - 1), status};
  }
  const worseIsLower = rule.degraded > rule.major;
  const width = run.signals.length;
  let worst = worseIsLower ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  for (let row = rowAt(run, fromMs); row <= rowAt(run, toMs); row++) {
    const value = run.table[row * width + column] as number;
    if (worseIsLower ? value < worst : value > worst) worst = value;
  }
  const reached = (bound: number) => (worseIsLower ? worst <= bound : worst >= bound);
  const status = reached(rule.major)
    ? 'major outage'
    : reached(rule.partial)
      ? 'partial outage'
      : reached(rule.degraded)
        ? 'degraded'
        : 'operational';
  const healthy = run.table[column] as number;
  const length = rule.major - healthy;
  return {share: length === 0 ? statuses.indexOf(status) / 3 : (worst - healthy) / length, status};
}

/** Neighbours of one role become one span: fewer colour changes to write. */
export function joined(spans: readonly Span[]): Line {
  const line: Span[] = [];
  for (const piece of spans) {
    const before = line.at(-1);
    if (before !== undefined && before.role === piece.role) line[line.length - 1] = {...before, text: before.text + piece.text};
    else line.push(piece);
  }
  return line;
}
