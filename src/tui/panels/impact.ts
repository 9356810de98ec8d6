import {userMinutesAt} from '../../engine/user-minutes.js';
import {compact, grouped, userMinutes} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {impairedMinutesAt} from '../../review/impact.js';
import {cell, type Line, rule, span} from '../line.js';
import {shortMinutes, verdict} from '../signs.js';
import {isModelled, isWhatIf, type View} from '../view.js';
import {bandSentence} from './band-words.js';
import type {PanelView} from './panel.js';

const numberColumns = 9;

/** Minutes not operational by service, worst first, so far and in all; in a what-if against history. */
function lines(view: View, width: number, height: number): readonly Line[] {
  const {now, history, state, stage} = view;
  const whatIf = isWhatIf(view);
  const columns = whatIf ? 4 : 2;
  const nameColumns = Math.max(10, width - 2 - numberColumns * columns);
  const heads = ['so far', 'in all', 'history', 'change'].slice(0, columns).map(word => cell(word, numberColumns, 'right'));
  const worst = (id: string) => Math.max(now.minutesByService[id] ?? 0, history.minutesByService[id] ?? 0);
  const rows = stage.services.filter(({id}) => worst(id) >= 0.5).sort((a, b) => worst(b.id) - worst(a.id));
  const head = totals(view, width);
  return [
    ...head,
    [span(` ${cell('minutes not operational', nameColumns)}${heads.join('')}`, 'dim')],
    ...rows.slice(0, Math.max(0, height - head.length - 1)).map(({id, name}): Line => {
      const inAll = now.minutesByService[id] ?? 0;
      const then = history.minutesByService[id] ?? 0;
      const numbers = [impairedMinutesAt(now.run, id, state.positionMs), inAll]
        .map(value => cell(grouped(value), numberColumns, 'right'))
        .join('');
      const against = whatIf
        ? [
            span(cell(grouped(then), numberColumns, 'right'), 'ghost'),
            span(cell(shortMinutes(inAll - then), numberColumns, 'right'), inAll > then ? 'major' : 'ok'),
          ]
        : [];
      return [span(` ${cell(printable(name), nameColumns)}`), span(numbers), ...against];
    }),
  ];
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

export const impact: PanelView = {
  title: (view, width) =>
    rule(width, [
      {at: 1, span: span('IMPACT', view.state.focus === 'impact' && view.state.overlay.type === 'none' ? 'selected' : 'bold')},
      {at: 10, span: isModelled(view) ? span('SIMULATED', 'simulated') : span('FACT', 'bold')},
    ]),
  need: (view, width) =>
    view.stage.services.filter(({id}) => (view.now.minutesByService[id] ?? 0) + (view.history.minutesByService[id] ?? 0) >= 0.5).length +
    totals(view, width).length +
    1,
  lines,
};
