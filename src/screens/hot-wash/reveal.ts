import type {Losses, RevealPage, RevealPageOf} from '../../drill/play/reveal-schema.js';
import type {RevealStep} from '../../drill/scenario/state.js';
import {unreachable} from '../../errors.js';
import {type DayClock, onClock} from '../../format/clock.js';
import {compact, grouped, userMinutes} from '../../format/number.js';
import {printable} from '../../format/text.js';
import {cell, type Line, type Role, span} from '../../screen/line.js';
import {comfortable} from '../../screen/linear.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {blocks} from '../../screen/sparks.js';

/** A page of the reveal but the first, as lines: the story is told otherwise to who wrote it alone. */
export function revealLines(page: Exclude<RevealPage, {step: 'story'}>, clock: DayClock, width: number): readonly Line[] {
  switch (page.step) {
    case 'impact':
      return impactLines(page, clock, width);
    case 'history':
      return historyLines(page, clock, width);
    case 'best':
      return bestLines(page, clock, width);
    case 'mechanism':
      return mechanismLines(page, width);
    default:
      return unreachable(page);
  }
}

/** The page of a step, once it is open. */
export const pageOfStep = <Step extends RevealStep>(pages: readonly RevealPage[], step: Step): RevealPageOf<Step> | undefined =>
  pages.find((page): page is RevealPageOf<Step> => page.step === step);

const simulated: Line = [span(' SIMULATED ', 'simulated'), span('worked out by the model; user counts are illustrative', 'dim')];

/** Minutes put together so that they fill so many columns at most. */
function columnsOf(byMinute: readonly number[], most: number): readonly number[] {
  const minutes = Math.max(1, Math.ceil(byMinute.length / most));
  return Array.from({length: Math.ceil(byMinute.length / minutes)}, (_, column) =>
    byMinute.slice(column * minutes, (column + 1) * minutes).reduce((sum, lost) => sum + lost, 0),
  );
}

/** As bars, `most` being the highest. */
const barsOf = (losses: readonly number[], most: number): string =>
  losses.map(loss => blocks[Math.max(0, Math.min(6, Math.round((most === 0 ? 0 : loss / most) * 6)))] ?? '').join('');

function impactLines({losses, services}: RevealPageOf<'impact'>, clock: DayClock, width: number): readonly Line[] {
  const {fromMs, untilMs, runs} = losses;
  const own = runs.find(({of}) => of === 'you');
  const columns = columnsOf(own?.byMinute ?? [], Math.max(20, Math.min(60, width - 20)));
  const bars = barsOf(columns, Math.max(...columns));
  return [
    simulated,
    [],
    [span(' lost in your drill  '), span(userMinutes(own?.lost ?? 0), 'bold')],
    [span(` ${onClock(clock, fromMs)} `, 'dim'), span(bars, 'partial'), span(` ${onClock(clock, untilMs)}`, 'dim')],
    [],
    heading('Minutes not operational'),
    ...services.map(({name, minutes}): Line => [span(` ${cell(grouped(minutes), 7, 'right')}  `), span(printable(name))]),
  ];
}

const looks: Readonly<Record<Losses['runs'][number]['of'], {readonly name: string; readonly role: Role}>> = {
  you: {name: 'you', role: 'partial'},
  history: {name: 'history', role: 'ghost'},
  best: {name: 'best known', role: 'ok'},
};

/** Each run in a line of its own: what was lost in it, and when. */
function comparedLines({untilMs, runs}: Losses, clock: DayClock, width: number): readonly Line[] {
  const rows = runs.map(run => ({...run, ...looks[run.of], columns: columnsOf(run.byMinute, Math.max(20, Math.min(52, width - 28)))}));
  const most = Math.max(...rows.flatMap(({columns}) => columns));
  return [
    simulated,
    ...prose(`User-minutes lost until ${onClock(clock, untilMs)}, in the same world. What came later is not in it.`, width, 'dim'),
    ...rows.map(
      ({name, role, lost, columns}): Line => [
        span(` ${cell(name, 11)}`, 'bold'),
        span(`${cell(compact(lost), 9, 'right')}  `),
        span(barsOf(columns, most), role),
      ],
    ),
  ];
}

function historyLines({losses, decisions}: RevealPageOf<'history'>, clock: DayClock, width: number): readonly Line[] {
  const chosen = decisions.flatMap(({title, you, history}) => [
    ...prose(title, width, 'bold'),
    ...proseAfter([span('   you      ', 'dim')], you, width, 12),
    ...proseAfter([span('   history  ', 'dim')], history ?? '–', width, 12),
  ]);
  return [...comparedLines(losses, clock, width), [], ...(chosen.length === 0 ? [] : [heading('What was decided'), ...chosen])];
}

function bestLines({losses, plan}: RevealPageOf<'best'>, clock: DayClock, width: number): readonly Line[] {
  if (plan === null) return prose('This scenario comes with no best known plan.', width);
  return [
    ...comparedLines(losses, clock, width),
    [],
    ...prose(`${plan.title}. It sees what you could see, with the same hands and lead times; it can be beaten. Its rules:`, width),
    [],
    ...plan.rules.flatMap(({order, afterMinutes}, index) =>
      proseAfter(
        [span(` ${cell(String(index + 1), 2, 'right')}  `, 'key')],
        `${order}${afterMinutes > 0 ? `, ${afterMinutes} min after its cue` : ' at its cue'}`,
        width,
        5,
      ),
    ),
  ];
}

const marks = {H: 'history', M: 'follows from the published mechanism', A: 'assumption'} as const;

function mechanismLines({what, so, facts, effects, sources}: RevealPageOf<'mechanism'>, width: number): readonly Line[] {
  const under = (title: string, lines: readonly Line[]): readonly Line[] => (lines.length === 0 ? [] : [heading(title), ...lines]);
  const later = facts.flatMap(({text, mark, sources: names}) =>
    proseAfter([span(` ${mark} `, 'key')], `${text}${names.length === 0 ? '' : ` [${names.join(', ')}]`}`, width, 3),
  );
  return [
    ...prose(what, width, 'bold'),
    [],
    ...under(
      'So in this world, at the end of play',
      // Read aloud, the sign would be the word of a status.
      so.flatMap(text => proseAfter([span(width === comfortable ? ' ' : ' ● ', 'ok')], text, width, 3)),
    ),
    ...(later.length === 0
      ? []
      : under('Public only later', [...prose(`H ${marks.H} · M ${marks.M} · A ${marks.A}`, width, 'dim'), ...later])),
    ...under(
      'What follows from what you chose',
      effects.flatMap(({title, option, effect, basis}) => [
        ...prose(title, width, 'bold'),
        ...proseAfter([span('   ')], `${option}: ${effect} (${marks[basis]})`, width, 3),
      ]),
    ),
    // What the short names beside the facts stand for.
    ...under(
      'Sources',
      sources.flatMap(({id, title, publisher}) => proseAfter([span(` ${printable(id)}  `, 'key')], `${title}, ${publisher}`, width, 3)),
    ),
  ];
}
