import type {HotWash} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import {type OwnLine, revealTitles} from '../../drill/play/reveal-schema.js';
import {type RevealStep, revealSteps} from '../../drill/scenario/state.js';
import {printable, wrap} from '../../format/text.js';
import {bodyLines} from '../../screen/frame.js';
import type {Size} from '../../screen/line.js';
import {cell, fitLine, type Line, rule, span, spread} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {stack} from '../../screen/stack.js';
import {exerciseBadge} from '../seat/frame.js';
import {answerTo, type KeyTable, keyLine, rowFor} from '../seat/keys.js';
import {clockAt} from '../seat/view.js';
import {pageOfStep, revealLines} from './reveal.js';
import {type AfterAction, type AfterUi, improvementFields, inputsOf, isTyping, missingOf, type Page, pagesOf, valuesOf} from './state.js';

/** Everything a frame after EndEx is made of. `journal`: the file that keeps the drill. */
export type AfterView = {readonly after: HotWash; readonly ui: AfterUi; readonly journal: string};

export const pageOf = ({after, ui}: Pick<AfterView, 'after' | 'ui'>): Page => pagesOf(after)[ui.page] ?? {type: 'done'};

const stepNames: Readonly<Record<RevealStep, string>> = {...revealTitles, story: 'YOUR STORY'};

function titleOf(view: AfterView): string {
  const page = pageOf(view);
  const {scenes, questions} = view.after;
  if (page.type === 'story') return `TELL IT AS IT LOOKED TO YOU${place(page.scene, scenes.length)}`;
  if (page.type === 'question') return `LOOKING BACK${place(page.index, questions.length)}`;
  if (page.type === 'lock') return 'BEFORE THE REVEAL';
  if (page.type === 'improve') return 'ONE TO THREE CHANGES';
  return page.type === 'done' ? 'WHAT YOU KEEP' : `${stepNames[page.step]}${place(revealSteps.indexOf(page.step), revealSteps.length)}`;
}

const place = (index: number, of: number): string => (of > 1 ? ` · ${index + 1} of ${of}` : '');

const ownLines = ({after}: AfterView, own: readonly OwnLine[], width: number): readonly Line[] =>
  own.flatMap(({atMs, what, text}) =>
    proseAfter([span(` ${clockAt(after.observation, atMs)} `, 'dim'), span(cell(what, 9), 'accent')], text, width, 16),
  );

function contentLines(view: AfterView, width: number): readonly Line[] {
  const {after} = view;
  const page = pageOf(view);
  switch (page.type) {
    case 'story':
      return [
        ...prose(after.scenes[page.scene]?.spoken ?? '', width, 'bold'),
        [],
        ...ownLines(view, after.scenes[page.scene]?.own ?? [], width),
      ];
    case 'question':
      return [...prose(after.questions[page.index]?.question ?? '', width, 'bold'), [], ...ownLines(view, after.own, width)];
    case 'lock':
      return [
        ...prose('What you wrote is locked now, so that what you learn next cannot change it.', width, 'bold'),
        ...prose('Then five steps: your story, what it cost, the night itself, the best known plan, how it worked.', width),
        [],
        ...storyLines(after, width),
      ];
    case 'reveal':
      return page.step === 'story'
        ? [...storyLines(after, width), [], ...ownLines(view, after.own, width)]
        : openLines(view, page.step, width);
    case 'improve':
      return [
        ...prose('What would you change where you work? An owner and a date, or it stays a wish.', width, 'bold'),
        ...after.improvements.flatMap(({action, owner, due}) => proseAfter([span(' ✓ ', 'ok')], `${action} (${owner}, ${due})`, width, 3)),
      ];
    default:
      return doneLines(view, width);
  }
}

function openLines({after: {observation}}: AfterView, step: Exclude<RevealStep, 'story'>, width: number): readonly Line[] {
  const page = pageOfStep(observation.reveal, step);
  return page === undefined ? [] : revealLines(page, observation.clock, width);
}

const storyLines = ({scenes}: HotWash, width: number): readonly Line[] =>
  scenes.flatMap(({spoken, story}) => [
    ...prose(spoken, width, 'dim'),
    ...(story === '' ? prose('You wrote nothing of this scene.', width, 'dim') : prose(story, width)),
  ]);

const doneLines = ({after: {improvements, answers, hasTwins, flags}, journal}: AfterView, width: number): readonly Line[] => [
  ...prose('Thank you. Nobody sees this unless you export it.', width, 'bold'),
  [],
  ...(journal === ''
    ? []
    : [
        heading('The report, with everything that you saw here'),
        ...prose(`incident-replay drill report ${journal} -o report.html`, width, 'accent'),
        ...prose(
          `Next time${hasTwins ? ': --twin 1, the same first signs with another cause; then' : ''} with a team, as scribe, as expert, as commander.`,
          width,
        ),
        [],
      ]),
  heading(improvements.length === 0 ? 'No changes noted' : 'Changes'),
  ...improvements.flatMap(({action, owner, due, check}) =>
    proseAfter([span(' ✓ ', 'ok')], `${action} · ${owner} · ${due} · ${check}`, width, 3),
  ),
  ...(answers.length === 0 ? [] : [heading('What you noticed')]),
  ...answers.flatMap(({text}) => proseAfter([span(' · ', 'dim')], text, width, 3)),
  [],
  ...prose(flags.join(' · '), width, 'dim'),
];

const content: PanelView<AfterView> = scrolling<AfterView>({
  title: view => [{at: 1, span: span(titleOf(view), 'selected')}],
  lines: contentLines,
  scroll: ({ui}) => ui.scroll,
});

/** What is typed, always in sight at the bottom. */
function typingLines(view: AfterView, width: number): readonly Line[] {
  const page = pageOf(view);
  if (!isTyping(page)) return [];
  const labels = page.type === 'improve' ? improvementFields : [{label: 'you', asks: 'in your own words; enter goes on'}];
  return labels.flatMap(({label, asks}, index): readonly Line[] => {
    const isHere = index === view.ui.at;
    const text = view.ui.values[index] ?? '';
    const before: Line = [span(`${isHere ? ' › ' : '   '}${cell(label, 8)}`, isHere ? 'selected' : 'dim')];
    const lines = wrap(printable(text), width - 14);
    return lines.map(
      (line, row): Line => [
        ...(row === 0 ? before : [span(' '.repeat(11))]),
        span(line, isHere ? 'bold' : undefined),
        ...(row === lines.length - 1 && isHere ? [span('▏', 'accent'), span(text === '' ? `  ${asks}` : '', 'dim')] : []),
      ],
    );
  });
}

const typing: PanelView<AfterView> = {
  title: (view, width) => rule(width, [{at: 1, span: span(pageOf(view).type === 'improve' ? 'A CHANGE' : 'YOUR WORDS', 'bold')}]),
  need: (view, width) => typingLines(view, width).length,
  lines: typingLines,
};

export const afterContexts = ['typing', 'filling', 'reading', 'end'] as const;
export type AfterContext = (typeof afterContexts)[number];
export type AfterCommand =
  | AfterAction
  | {readonly type: 'go-on'; readonly inputs: readonly ControlInput[]; readonly next: AfterAction}
  | {readonly type: 'quit'};
export type AfterKeyView = AfterView & {readonly scrollEnd: number};

export const afterContextOf = (view: AfterView): AfterContext => {
  const page = pageOf(view);
  if (page.type === 'improve') return 'filling';
  return isTyping(page) ? 'typing' : page.type === 'done' ? 'end' : 'reading';
};

const toPage = (view: AfterView, to: number): AfterAction => {
  const pages = pagesOf(view.after);
  const page = pages[Math.max(0, Math.min(pages.length - 1, to))];
  return {type: 'page', to: Math.max(0, Math.min(pages.length - 1, to)), values: valuesOf(page, view.after)};
};

/** Enter: the next field, or what this page says, and the next page. */
function goneOn(view: AfterKeyView): AfterCommand {
  const {ui, after} = view;
  const page = pageOf(view);
  const isEmpty = ui.values.every(value => value.trim() === '');
  if (page.type === 'improve' && !isEmpty && ui.at < ui.values.length - 1) return {type: 'field', at: ui.at + 1};
  const missing = page.type === 'improve' && !isEmpty ? missingOf(ui.values) : null;
  if (missing !== null) return {type: 'field', ...missing};
  const inputs = inputsOf(page, pagesOf(after)[ui.page + 1], ui, after);
  // After a change, the next one: three are enough.
  const stays = page.type === 'improve' && !isEmpty && after.improvements.length < 2;
  return {type: 'go-on', inputs, next: toPage(view, ui.page + (stays ? 0 : 1))};
}

const scrolled =
  (by: number) =>
  ({ui, scrollEnd}: AfterKeyView): AfterCommand => ({type: 'scroll', to: Math.max(0, Math.min(scrollEnd, ui.scroll + by))});
const row = rowFor<AfterKeyView, AfterContext, AfterCommand>();
const everywhere: readonly AfterContext[] = ['typing', 'filling', 'reading', 'end'];
const read: readonly AfterContext[] = ['typing', 'reading', 'end'];
const toField =
  (by: 1 | -1) =>
  ({ui}: AfterKeyView): AfterCommand => ({type: 'field', at: ui.at + by});

export const afterBindings: KeyTable<AfterKeyView, AfterContext, AfterCommand> = [
  row('enter', 'See', ['typing', 'filling', 'reading'], 'go on', goneOn, {footer: 'goes on'}),
  row('space', 'See', ['reading'], '', goneOn),
  row('tab down', 'See', ['filling'], 'next field', toField(1), {footer: 'field', footerKeys: '↑↓'}),
  row('shift-tab up', 'See', ['filling'], '', toField(-1)),
  row('up', 'See', read, '', scrolled(-1)),
  row('down', 'See', read, 'read on', scrolled(1), {footer: 'read', footerKeys: '↑↓'}),
  row('page-up', 'See', everywhere, '', scrolled(-8)),
  row('page-down', 'See', everywhere, '', scrolled(8)),
  row('escape', 'See', everywhere, 'back', view => toPage(view, view.ui.page - 1), {footer: 'back'}),
  row('T', 'Program', ['reading', 'end'], 'theme', () => ({type: 'next-theme'})),
  row('q', 'Program', ['reading', 'end'], 'quit', () => ({type: 'quit'}), {footer: 'quit'}),
];

export const afterCommand = (key: string, view: AfterKeyView): AfterCommand | undefined =>
  answerTo(afterBindings, key, afterContextOf(view), view, notice => ({type: 'say', notice}));

export function afterTyped({ui, ...view}: AfterView, key: string, input: string): AfterCommand | undefined {
  if (!isTyping(pageOf({...view, ui}))) return undefined;
  const value = ui.values[ui.at] ?? '';
  if (key === 'backspace') return {type: 'type', value: [...value].slice(0, -1).join('')};
  if (input === '' || key.startsWith('ctrl-') || /[\u0000-\u001f\u007f]/.test(input)) return undefined;
  return {type: 'type', value: (value + input).slice(0, 1000)};
}

const headerRows = 2;

function layoutOf(view: AfterView, {columns, rows}: Size) {
  const room = rows - headerRows - 1;
  const typed = typingLines(view, columns).length;
  const least = Math.max(3, room - typed - 2);
  const wants =
    typed === 0
      ? [{panel: content, least: room - 1, most: room - 1}]
      : [
          {panel: content, least, most: least},
          {panel: typing, least: typed},
        ];
  return {room, columns: [{width: columns, parts: stack(view, columns, room, wants)}]};
}

export function afterScrollEnd(view: AfterView, size: Size): number {
  const [part] = layoutOf(view, size).columns[0]?.parts ?? [];
  return part === undefined ? 0 : Math.max(0, contentLines(view, size.columns).length - (part.height - 1));
}

/** The whole screen after EndEx. */
export function afterFrame(view: AfterView, size: Size): readonly Line[] {
  const {columns} = size;
  const {observation} = view.after;
  const {room, columns: body} = layoutOf(view, size);
  const header: readonly Line[] = [
    spread(
      [span(' '), exerciseBadge, span(`  ${printable(observation.codeName)}`, 'bold')],
      [span(`EndEx at ${clockAt(observation, observation.nowMs)} `, 'accent')],
      columns,
    ),
    [span(' No grade, no total: what you knew then, what followed, what you would change.', 'dim')],
  ];
  return [
    ...header,
    ...bodyLines(view, body, room),
    keyLine(afterBindings, afterContextOf(view), {...view, scrollEnd: 0}, view.ui.notice, columns),
  ].map(line => fitLine(line, columns));
}
