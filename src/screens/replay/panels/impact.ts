import {userMinutesAt} from '../../../engine/user-minutes.js';
import {compact, grouped, userMinutes} from '../../../format/number.js';
import {printable, width as widthOf} from '../../../format/text.js';
import {impairedMinutesAt} from '../../../review/impact.js';
import {cell, type Line, lineWidth, rule, span} from '../../../screen/line.js';
import {shortMinutes, verdict} from '../../../screen/signs.js';
import type {Service} from '../../../timeline/types.js';
import type {PanelView} from '../state/panel.js';
import {isModelled, isWhatIf, type View} from '../state/view.js';
import {marks} from './compare.js';
import {bandSentence} from './words.js';

const numberColumns = 9;
const unitWords = 'minutes not operational';

/** A bar shorter than this says nothing. */
const leastBar = 12;
const legend: Line = [
  span(`${marks.both.text} both  `, marks.both.role),
  span(`${marks.history.text} history  `, marks.history.role),
  span(`${marks.plan.text} plan`, marks.plan.role),
];

/** Every service that is ever down, worst first. */
function rowsIn({stage, now, history}: View): readonly Service[] {
  const worst = ({id}: Service): number => Math.max(now.minutesByService[id] ?? 0, history.minutesByService[id] ?? 0);
  return stage.services.filter(service => worst(service) >= 0.5).sort((a, b) => worst(b) - worst(a));
}

/** Widths of the columns of a row; `bar` 0: not shown. */
type Columns = {readonly name: number; readonly bar: number};

/** Names are as wide as the longest, so that numbers stand beside them however wide the panel is; a bar takes the rest. */
function columnsFor(view: View, rows: readonly Service[], width: number): Columns {
  const numbers = numberColumns * (isWhatIf(view) ? 4 : 2);
  const longest = Math.max(unitWords.length, ...rows.map(({name}) => widthOf(printable(name))));
  const name = Math.max(10, Math.min(width - 2 - numbers, longest));
  const left = width - 4 - name - numbers;
  return {name, bar: left >= (isWhatIf(view) ? lineWidth(legend) : leastBar) ? left : 0};
}

/** Of the longest: down in both, in history only, in the plan only. */
function barOf(inPlan: number, inHistory: number, longest: number, columns: number): Line {
  const [plan, past] = [inPlan, inHistory].map(value => Math.round((value / longest) * columns)) as [number, number];
  const other = plan > past ? marks.plan : marks.history;
  return [
    span(`  ${marks.both.text.repeat(Math.min(plan, past))}`, marks.both.role),
    span(other.text.repeat(Math.abs(plan - past)), other.role),
  ];
}

function headLine(view: View, {name, bar}: Columns): Line {
  const whatIf = isWhatIf(view);
  const heads = ['so far', 'in all', ...(whatIf ? ['history', 'change'] : [])].map(word => cell(word, numberColumns, 'right'));
  return [span(` ${cell(unitWords, name)}${heads.join('')}`, 'dim'), ...(whatIf && bar > 0 ? [span('  '), ...legend] : [])];
}

function serviceLine(view: View, {id, name}: Service, columns: Columns, longest: number): Line {
  const {now, history, state} = view;
  const inPlan = now.minutesByService[id] ?? 0;
  const inHistory = history.minutesByService[id] ?? 0;
  const right = (text: string): string => cell(text, numberColumns, 'right');
  return [
    span(` ${cell(printable(name), columns.name)}`),
    span(right(grouped(impairedMinutesAt(now.run, id, state.positionMs))) + right(grouped(inPlan))),
    ...(isWhatIf(view)
      ? [
          span(right(grouped(inHistory)), 'ghost'),
          span(right(shortMinutes(inPlan - inHistory)), inPlan > inHistory ? ('major' as const) : ('ok' as const)),
        ]
      : []),
    ...(columns.bar > 0 ? barOf(inPlan, inHistory, longest, columns.bar) : []),
  ];
}

/** Minutes not operational by service, worst first, so far and in all; in a what-if against history. */
function lines(view: View, width: number, height: number): readonly Line[] {
  const rows = rowsIn(view);
  const head = totals(view, width);
  const [worst] = rows;
  if (worst === undefined) return [...head, [span(' No service is ever down.', 'dim')]];
  const columns = columnsFor(view, rows, width);
  const longest = Math.max(view.now.minutesByService[worst.id] ?? 0, view.history.minutesByService[worst.id] ?? 0);
  const shown = rows.slice(0, Math.max(0, height - head.length - 1));
  return [...head, headLine(view, columns), ...shown.map(service => serviceLine(view, service, columns, longest))];
}

function totals(view: View, width: number): readonly Line[] {
  if (!isModelled(view)) return [];
  const {now, history, state} = view;
  const soFar = userMinutes(userMinutesAt(now.run, state.positionMs));
  const first: Line = [span(' impact so far ', 'dim'), span(soFar, 'bold'), span(`, in all ${userMinutes(now.userMinutes)}`)];
  if (!isWhatIf(view)) return [first];
  const words = ` history ${compact(history.userMinutes)}: this plan ${verdict(history.userMinutes, now.userMinutes)}`;
  const band = bandSentence(view);
  return [first, [span(cell(words, width), 'accent')], ...(band === '' ? [] : [[span(cell(` ${band}`, width), 'dim')]])];
}

/** What is below the last row; the Compare screen has all of it. */
function moreWords(view: View, width: number, height: number): string {
  const hidden = need(view, width) - (height - 1);
  return hidden <= 0 ? '' : `${hidden} more${isModelled(view) ? ': c' : ''}`;
}

const need = (view: View, width: number): number => Math.max(1, rowsIn(view).length) + totals(view, width).length + 1;

export const impact: PanelView = {
  title(view, width, height) {
    const more = moreWords(view, width, height);
    const hasKeys = view.state.focus === 'impact' && view.state.overlay.type === 'none';
    return rule(width, [
      {at: 1, span: span('IMPACT', hasKeys ? 'selected' : 'bold')},
      {at: 10, span: isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
      ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
    ]);
  },
  need,
  lines,
};
