import type {Observation} from '../../drill/play/observe.js';
import {fit, printable, width as textWidth, wrap} from '../../format/text.js';
import {cell, type Line, lineWidth, rule, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, field as labelled, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {type Field, fieldsOf, fieldValue, previewOf} from './forms.js';
import {bindings} from './keymap.js';
import {helpLines, present} from './keys.js';
import {picksOf} from './picks.js';
import type {ConfirmKind, Form, FormKind, PickKind} from './state.js';
import {clockAt, type SeatView} from './view.js';

/** What opens over a participant's screen. */

export const titleLine = (width: number, name: string, rest = 'esc closes'): Line =>
  rule(width, [
    {at: 1, span: span(name, 'selected')},
    {at: width - rest.length - 3, span: span(rest, 'dim')},
  ]);

const pickTitles: Readonly<Record<PickKind, string>> = {
  look: 'LOOK AT WHAT?',
  order: 'ORDER WHAT? · every action there is',
  believe: 'WHAT MAY IT BE?',
  decide: 'DECIDE WHAT?',
  hint: 'A HINT ON WHAT?',
  'call-off': 'CALL OFF WHICH ORDER?',
  'take-task': 'TAKE WHICH TASK?',
  'finish-task': 'FINISH WHICH TASK?',
};

/** The rows of an open list, group by group, and the row that has the cursor. */
function pickRows({observation, ui}: SeatView, width: number): {readonly lines: readonly Line[]; readonly at: number} {
  const {overlay} = ui;
  if (overlay.type !== 'pick') return {lines: [], at: 0};
  const lines: Line[] = [];
  let at = 0;
  let group = '';
  for (const [index, item] of picksOf(overlay.what, observation).entries()) {
    if (item.group !== group) lines.push(heading(printable(item.group)));
    group = item.group;
    const isHere = index === overlay.index;
    if (isHere) at = lines.length;
    const left = `${isHere ? ' ›' : '  '}${index < 9 ? String(index + 1) : ' '} `;
    const beside = printable(item.refusal === null ? item.beside : overlay.what === 'order' ? shortRefusal(item.refusal) : item.beside);
    const role = isHere ? 'selected' : item.refusal === null ? undefined : 'dim';
    lines.push(
      spread([span(left, 'key'), span(printable(item.words), role)], [span(`  ${besideIn(width, item.words, beside)} `, 'dim')], width),
    );
  }
  return {lines, at};
}

/** What stands at the right of a row: cut only where the words of the row need the room. */
const besideIn = (width: number, words: string, beside: string): string =>
  fit(beside, Math.min(textWidth(beside), Math.max(12, width - textWidth(printable(words)) - 7))).trimEnd();

const shortRefusal = (refusal: string): string => (refusal.startsWith('It has') ? 'ordered' : 'hands busy');

/** The first row in sight, so that the cursor always is. */
const firstInSight = (at: number, rows: number, height: number): number =>
  Math.max(0, Math.min(at - Math.floor(height / 2), rows - height));

/** A list with its cursor always in sight; its title says how many rows are below. */
export const pickList: PanelView<SeatView> = {
  title(view, width, height) {
    const {overlay} = view.ui;
    const {lines, at} = pickRows(view, width);
    const below = lines.length - firstInSight(at, lines.length, height - 1) - (height - 1);
    const name = overlay.type === 'pick' ? pickTitles[overlay.what] : '';
    const cost = overlay.type === 'pick' && overlay.what === 'look' && view.pace === 'own' ? ' · 2 minutes' : '';
    return titleLine(width, `${name}${cost}`, `${below > 0 ? `${below} more: ↓ · ` : ''}esc closes`);
  },
  need: (view, width) => pickRows(view, width).lines.length,
  lines(view, width, height) {
    const {lines, at} = pickRows(view, width);
    const first = firstInSight(at, lines.length, height);
    return lines.slice(first, first + height);
  },
};

/** What the action under the cursor takes. */
function actionLines({observation, ui}: SeatView, width: number): readonly Line[] {
  const {overlay} = ui;
  const id = overlay.type === 'pick' ? observation.palette[overlay.index]?.id : overlay.type === 'form' ? overlay.about : '';
  const action = observation.palette.find(one => one.id === id);
  if (action === undefined) return [];
  const {needs, leadMinutes, cost, risk, reversible, isOrdered, busyUntilMs} = action;
  const hands = isOrdered
    ? 'it has been ordered'
    : busyUntilMs === null
      ? 'free'
      : `at work until ${clockAt(observation, busyUntilMs)}: one order at a time`;
  return [
    ...(needs === '' ? [] : labelled('needs', needs, width)),
    ...labelled('works', `${leadMinutes} min after the order, costs ${cost}`, width),
    ...(risk === '' ? [] : labelled('risk', risk, width)),
    ...labelled('way back', reversible ? 'it can be taken back' : 'it cannot be taken back', width),
    ...labelled('hands', hands, width),
  ];
}

export const actionCard: PanelView<SeatView> = {
  title: ({observation, ui}, width) => {
    const {overlay} = ui;
    const action = overlay.type === 'pick' ? observation.palette[overlay.index] : undefined;
    return rule(width, [{at: 1, span: span(printable(action?.title ?? 'WHAT IT TAKES'), 'bold')}]);
  },
  need: (view, width) => actionLines(view, width).length,
  lines: actionLines,
};

const formTitles: Readonly<Record<FormKind, string>> = {
  believe: 'HOW SURE, AND WHY',
  order: 'BEFORE YOU ORDER',
  decide: 'DECIDE',
  post: 'A WORD',
  note: 'NOTE',
  todo: 'TO DO',
  can: 'REPORT: CONDITIONS, ACTIONS, NEEDS',
  task: 'A TASK FOR ONE PERSON',
};

const labelColumns = 12;

/** The fields, the one being typed with a cursor; where nothing is typed, what it will be taken for. */
export function fieldLines(fields: readonly Field[], form: Pick<Form, 'values' | 'at'>, width: number): readonly Line[] {
  return fields.flatMap(({label, asks, choices}, index): readonly Line[] => {
    const isHere = index === form.at;
    const typed = form.values[index] ?? '';
    const shown = choices?.find(({id}) => id === fieldValue(fields, form.values, index))?.title ?? fieldValue(fields, form.values, index);
    const before: Line = [span(`${isHere ? ' › ' : '   '}${cell(label, labelColumns)}`, isHere ? 'selected' : 'dim')];
    if (choices !== undefined) return [[...before, span(`‹ ${printable(shown)} ›`, isHere ? 'bold' : undefined), span(`  ${asks}`, 'dim')]];
    const room = Math.max(10, width - lineWidth(before) - 3);
    const text = typed === '' && shown !== '' ? `${shown}` : typed;
    const lines = wrap(printable(text), room).map((line): Line => [span(line, typed === '' ? 'dim' : isHere ? 'bold' : undefined)]);
    const last = lines.length - 1;
    return lines.map((line, row) => [
      ...(row === 0 ? before : [span(' '.repeat(labelColumns + 3))]),
      ...line,
      ...(row === last && isHere
        ? [span('▏', 'accent'), span(typed === '' && lineWidth(line) + asks.length + 4 < room ? `  ${asks}` : '', 'dim')]
        : []),
    ]);
  });
}

/** What a form is about, above its fields. */
function aboutLines(form: Form, view: SeatView, width: number): readonly Line[] {
  const {observation} = view;
  if (form.kind === 'believe') return prose(observation.hypotheses.find(({id}) => id === form.about)?.text ?? '', width, 'bold');
  if (form.kind === 'order')
    return [...prose(observation.palette.find(({id}) => id === form.about)?.title ?? '', width, 'bold'), ...actionLines(view, width), []];
  if (form.kind !== 'decide') return [];
  const decision = observation.decisions.find(({id}) => id === form.about);
  if (decision === undefined) return [];
  return [
    ...prose(decision.title, width, 'bold'),
    ...prose(decision.seen, width, 'dim'),
    ...decision.options.flatMap(({text}, index) => proseAfter([span(` ${index + 1}  `, 'key')], text, width, 4)),
    ...decision.hints.flatMap((hint, index) => proseAfter([span(` hint ${index + 1}: `, 'accent')], hint, width, 4)),
    [],
  ];
}

/** What the linter says, and how the word will read. */
function postLines(form: Form, observation: Observation, width: number): readonly Line[] {
  // What is not typed yet is nothing to complain of before the last field.
  const isLast = form.at === form.values.length - 1;
  const said = form.findings.filter(({about}) => isLast || about !== 'missing');
  const findings = said.flatMap(({isBlocking, text}) =>
    proseAfter(
      [span(isBlocking ? ' ✖ ' : ' ▲ ', isBlocking ? 'major' : 'degraded'), span(isBlocking ? '' : 'perhaps: ', 'degraded')],
      text,
      width,
      3,
    ),
  );
  return [...findings, [], ...prose(previewOf(form, observation), width, 'dim')];
}

function formLines(view: SeatView, width: number): readonly Line[] {
  const {overlay} = view.ui;
  if (overlay.type !== 'form') return [];
  return [
    ...aboutLines(overlay, view, width),
    ...fieldLines(fieldsOf(overlay.kind, overlay.about, view.observation), overlay, width),
    ...(overlay.error === '' ? [] : proseAfter([span(' ✖ ', 'major')], overlay.error, width, 3, 'major')),
    ...(overlay.kind === 'post' ? postLines(overlay, view.observation, width) : []),
  ];
}

export const formPanel: PanelView<SeatView> = {
  title: ({ui}, width) => titleLine(width, ui.overlay.type === 'form' ? formTitles[ui.overlay.kind] : '', 'enter goes on · esc closes'),
  need: (view, width) => formLines(view, width).length,
  lines: formLines,
};

const questions: Readonly<Record<ConfirmKind, string>> = {
  end: 'End the exercise now? Play stops; then you tell how it looked to you, and the reveal follows.',
  quit: 'Leave the drill?',
  command: 'Take command? Say aloud what you take over, and let it be read back to you.',
  resume: 'The real thing is over, or was none? The drill goes on where it stood.',
};

export const confirmPanel: PanelView<SeatView> = {
  title: (_, width) => titleLine(width, 'SURE?', 'y yes · n no'),
  need: () => 3,
  lines: ({ui}, width) => (ui.overlay.type === 'confirm' ? prose(questions[ui.overlay.what], width, 'bold') : []),
};

export const helpPanel: PanelView<SeatView> = scrolling<SeatView>({
  title: () => [{at: 1, span: span('KEYS', 'selected')}],
  lines: (view, width) => [
    ...helpLines(present(bindings, {...view, scrollEnd: 0}), width),
    [span(' ● normal  ', 'ok'), span('▲ not normal  ', 'degraded'), span('○ not acknowledged', 'degraded')],
    ...proseAfter([span(' SIMULATED ', 'simulated')], 'worked out by a model, as every message and reading here is', width, 11),
  ],
  scroll: ({ui}) => (ui.overlay.type === 'help' ? ui.overlay.scroll : 0),
  rest: 'esc closes',
});

const playingAlone: readonly string[] = [
  'Read what comes, look at panels, note what you think it is, then decide and order. ? shows every key.',
  'You are everybody. Looks and words take two simulated minutes, orders and decisions one; thinking is free, unless you chose another clock. space waits.',
  'You cannot break anything. Nobody sees this unless you export it.',
  'Do you recognise the incident, now or later? Press f: it makes results comparable, and nothing else.',
];
const watching: readonly string[] = ['This screen shows what the whole room knows. It has no part in play; ! halts everything.'];
const playingTogether: readonly string[] = [
  'The facilitator begins and keeps the time. The line with ▶ says what you can do now; ? shows every key.',
  'Talk aloud, as on the night: what you look at, think and order is on your own screen, reports (c) and orders on everybody’s.',
  'Do you recognise the incident, now or later? Press f: it makes results comparable, and nothing else.',
];

/** What it is about, the rules, how it is not real, and what was said last. */
function briefParts({brief, scene}: Observation, width: number): readonly (readonly Line[])[] {
  const item = (text: string): readonly Line[] => proseAfter([span(' · ', 'dim')], text, width, 3);
  return [
    [...prose(brief.purpose, width, 'bold'), []],
    [
      heading('Rules'),
      ...brief.rules.flatMap(item),
      ...item(`If something real happens, say “${brief.haltPhrase}” or press !: everything stands still.`),
    ],
    [heading('How it is not real'), ...brief.artificialities.flatMap(item)],
    scene === '' ? [] : [heading('Now'), ...prose(scene, width)],
  ];
}

const briefLines = (observation: Observation, width: number): readonly Line[] => briefParts(observation, width).flat();

export const briefPanel: PanelView<SeatView> = scrolling<SeatView>({
  title: () => [{at: 1, span: span('THE BRIEF', 'selected')}],
  lines: ({observation}, width) => briefLines(observation, width),
  scroll: ({ui}) => (ui.overlay.type === 'brief' ? ui.overlay.scroll : 0),
  rest: 'esc closes',
});

/** Before StartEx: the brief, and the one question that makes results comparable. */
const beforeStart = (rest: string): PanelView<SeatView> =>
  scrolling<SeatView>({
    title: () => [{at: 1, span: span('THE BRIEF', 'selected')}],
    lines: ({observation, pace}, width) => {
      const [purpose, ...others] = briefParts({...observation, scene: ''}, width);
      const ways = {own: playingAlone, led: playingTogether, watched: watching}[pace];
      return [
        ...(purpose ?? []),
        heading('How you play'),
        ...ways.flatMap(text => proseAfter([span(' · ', 'dim')], text, width, 3)),
        ...others.flat(),
      ];
    },
    scroll: ({ui}) => ui.scroll,
    rest,
  });
export const startPanel = beforeStart('enter begins');
/** Where somebody else begins. */
export const waitPanel = beforeStart('');
