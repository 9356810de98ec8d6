import type {FiredAction} from '../../../engine/run.js';
import {hourMinute} from '../../../format/clock.js';
import {compact, grouped, signed} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {cell, type Line, type Role, rule, type Span, span} from '../../../screen/line.js';
import {shortMinutes} from '../../../screen/signs.js';
import {joined} from '../../../screen/sparks.js';
import type {Ms, Service} from '../../../timeline/types.js';
import {bandAsked} from '../state/answering.js';
import type {Facts} from '../state/facts.js';
import type {PanelView} from '../state/panel.js';
import {scrolling} from '../state/panel.js';
import {scrollOf} from '../state/state.js';
import {isWhatIf, nameOfAction, type View} from '../state/view.js';
import {axisLine, type BarScale, barScale} from './bar.js';
import {bandShort} from './words.js';

/** History beside the plan on the screen. */

const nameColumns = (width: number): number => (width < 110 ? 20 : 32);
const numberColumns = 9;

const right = (text: string, role?: Role): Span => span(cell(text, numberColumns, 'right'), role);

/** History's number, the plan's, and the change, each in its column. */
const numbers = (then: string, now: string, change: string, isWorse: boolean): Line => [
  right(then, 'ghost'),
  right(now),
  right(change, change === '0' ? 'dim' : isWorse ? 'major' : 'ok'),
];

const isHit =
  ({minutesByService}: Facts) =>
  ({id}: Service): boolean =>
    (minutesByService[id] ?? 0) >= 0.5;

/** What it all comes to. */
function outcomeLines(view: View, width: number): readonly Line[] {
  const {now, history, stage} = view;
  const {timeline} = stage;
  const name = (words: string): Span => span(` ${cell(words, nameColumns(width))}`);
  const clock = (atMs: Ms | null): string => (atMs === null ? 'never' : atMs === stage.startMs ? '–' : hourMinute(timeline, atMs));
  const saved = now.userMinutes - history.userMinutes;
  const hit = stage.services.filter(isHit(now)).length;
  const wasHit = stage.services.filter(isHit(history)).length;
  const wereHit = now.allClearAtMs !== stage.startMs && history.allClearAtMs !== stage.startMs;
  const clear = wereHit ? clearChange(now.allClearAtMs, history.allClearAtMs) : '';
  return [
    [
      name('user-minutes in all'),
      ...numbers(compact(history.userMinutes), compact(now.userMinutes), signed(saved, compact), saved > 0),
      isWhatIf(view) ? span(`  ${bandShort(view)}`, 'accent') : span('  nothing thrown yet: m', 'dim'),
    ],
    [name('all clear'), ...numbers(clock(history.allClearAtMs), clock(now.allClearAtMs), clear, clear.startsWith('+'))],
    [name('services hit'), ...numbers(String(wasHit), String(hit), hit === wasHit ? '' : signed(hit - wasHit, String), hit > wasHit)],
  ];
}

/** Minutes by which the all-clear comes later; where one of them never comes, there is no number for it. */
const clearChange = (now: Ms | null, then: Ms | null): string => (now === null || then === null ? '' : shortMinutes((now - then) / 60_000));

export const outcome: PanelView = {
  title: (view, width) =>
    rule(width, [
      {at: 1, span: span('COMPARE', 'selected')},
      {at: 11, span: span('SIMULATED', 'simulated')},
      ...['history', isWhatIf(view) ? 'plan' : 'no plan', 'change'].map((word, index) => ({
        at: 1 + nameColumns(width) + (index + 1) * numberColumns - word.length - 1,
        span: span(word, 'dim'),
      })),
      ...(bandAsked(view) !== null ? [{at: 1 + nameColumns(width) + 3 * numberColumns + 1, span: span('p10 to p90', 'dim')}] : []),
    ]),
  need: () => 3,
  lines: outcomeLines,
};

/** Where bars begin. */
const barAt = (width: number): number => 1 + nameColumns(width) + 3 * numberColumns + 2;

const scaleOf = ({stage}: View, width: number): BarScale =>
  barScale(stage.startMs, stage.endMs, stage.timeline.incident.endsAtMs, Math.max(1, width - barAt(width) - 1));

/** Down in both, in history only, in the plan only: told apart by shape as well as colour. */
export const marks: Readonly<Record<'both' | 'history' | 'plan', Span>> = {
  both: span('▆', 'partial'),
  history: span('▂', 'ok'),
  plan: span('▚', 'major'),
};

/** A row of the picture, a column of time at a time; the position and the fold stand in every row. */
function barOf(view: View, scale: BarScale, markOf: (fromMs: Ms, toMs: Ms) => Span | null): Line {
  const here = scale.columnOf(view.state.positionMs);
  return joined(
    Array.from({length: scale.width}, (_, column): Span => {
      if (column === here) return span('│', 'accent');
      const fromMs = scale.startOf(column);
      return (
        markOf(fromMs, Math.max(fromMs + 1, scale.startOf(column + 1))) ?? (column === scale.breakColumn ? span('≈', 'rule') : span(' '))
      );
    }),
  );
}

/** Windows of both runs. */
function windowBar(view: View, id: string, scale: BarScale): Line {
  const isDown = (facts: Facts, fromMs: Ms, toMs: Ms): boolean =>
    (facts.windows.get(id) ?? []).some(({startsAtMs, endsAtMs}) => startsAtMs < toMs && (endsAtMs ?? facts.run.endMs) > fromMs);
  return barOf(view, scale, (fromMs, toMs) => {
    const now = isDown(view.now, fromMs, toMs);
    const then = isDown(view.history, fromMs, toMs);
    return now && then ? marks.both : now ? marks.plan : then ? marks.history : null;
  });
}

export type ComparedService = {readonly service: Service; readonly inHistory: number; readonly inPlan: number; readonly change: number};

/** Minutes not operational, in history and in the plan, of every service that was ever hit: by what changed most, then by how long. */
export function comparedServices({now, history, stage}: View): readonly ComparedService[] {
  const minutes = (facts: Facts, {id}: Service): number => facts.minutesByService[id] ?? 0;
  const most = ({inHistory, inPlan}: ComparedService): number => Math.max(inHistory, inPlan);
  return stage.services
    .map((service): ComparedService => {
      const [inHistory, inPlan] = [minutes(history, service), minutes(now, service)];
      return {service, inHistory, inPlan, change: Math.round(inPlan - inHistory)};
    })
    .filter(row => most(row) >= 0.5)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || most(b) - most(a));
}

const serviceRows = (view: View, width: number, scale: BarScale): readonly Line[] =>
  comparedServices(view).map(
    ({service, inHistory, inPlan, change}): Line => [
      span(` ${cell(printable(service.name), nameColumns(width))}`),
      ...numbers(grouped(inHistory), grouped(inPlan), shortMinutes(change), change > 0),
      span('  '),
      ...windowBar(view, service.id, scale),
    ],
  );

const done = span('▲', 'accent');
const wasDone = span('△', 'ghost');

/** `pastMs`: when in history; null: never; undefined: it is not of history. */
export type ComparedAction = {readonly action: FiredAction; readonly pastMs: Ms | null | undefined};

/** What the person threw, then what operators did. */
export function comparedActions({now, history}: View): readonly ComparedAction[] {
  const past = new Map(history.run.actions.map(action => [action.id, action.firedAtMs]));
  const own = (action: FiredAction): number => (action.origin === 'edit' ? 0 : 1);
  return now.run.actions
    .toSorted((a, b) => own(a) - own(b))
    .map(action => ({action, pastMs: action.origin === 'edit' ? undefined : past.get(action.id)}));
}

/** When in history, when in the plan; why not, where it was not done. */
function actionRows(view: View, width: number, scale: BarScale): readonly Line[] {
  const {timeline} = view.stage;
  const clock = (atMs: Ms | null | undefined): string => (atMs === undefined ? '' : atMs === null ? 'never' : hourMinute(timeline, atMs));
  return comparedActions(view).map(({action, pastMs: then}): Line => {
    const {origin, firedAtMs, reason} = action;
    const later = firedAtMs === null || then == null ? 0 : (firedAtMs - then) / 60_000;
    const within = (atMs: Ms | null | undefined, fromMs: Ms, toMs: Ms): boolean => atMs != null && atMs >= fromMs && atMs < toMs;
    return [
      span(` ${cell(nameOfAction(view, action), nameColumns(width))}`, origin === 'edit' ? 'accent' : undefined),
      ...numbers(clock(then), clock(firedAtMs), shortMinutes(later), later > 0),
      span('  '),
      ...(firedAtMs === null
        ? [span(cell(printable(reason), scale.width), 'dim')]
        : barOf(view, scale, (fromMs, toMs) => (within(firedAtMs, fromMs, toMs) ? done : within(then, fromMs, toMs) ? wasDone : null))),
    ];
  });
}

/** Services and actions, row by row on one time axis. */
export const comparison: PanelView = scrolling({
  title: () => [
    {at: 1, span: span('NOT OPERATIONAL', 'bold')},
    {at: 19, span: {...marks.both, text: `${marks.both.text} in both`}},
    {at: 31, span: {...marks.history, text: `${marks.history.text} history only`}},
    {at: 48, span: {...marks.plan, text: `${marks.plan.text} plan only`}},
  ],
  head(view, width) {
    const scale = scaleOf(view, width);
    return [[span(` ${cell('minutes', barAt(width) - 1)}`, 'dim'), ...axisLine(view.stage, scale)]];
  },
  lines(view, width) {
    const scale = scaleOf(view, width);
    const actions = actionRows(view, width, scale);
    const heading: Line = [
      span(` ${cell('ACTIONS', barAt(width) - 1)}`, 'bold'),
      span(`${done.text} in this plan  `, done.role),
      span(`${wasDone.text} in history`, wasDone.role),
    ];
    return [...serviceRows(view, width, scale), ...(actions.length === 0 ? [] : [[], heading, ...actions])];
  },
  scroll: ({state}) => scrollOf(state.screen),
});
