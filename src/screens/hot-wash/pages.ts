import type {HotWash} from '../../drill/play/hot-wash.js';
import {type OwnLine, type RevealPage, revealTitles} from '../../drill/play/reveal-schema.js';
import {type RevealStep, revealSteps} from '../../drill/scenario/state.js';
import {onClock} from '../../format/clock.js';
import {printable, wrap} from '../../format/text.js';
import {cell, type Line, rule, span} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import {heading, prose, proseAfter} from '../../screen/prose.js';
import {scrolling} from '../../screen/scrolling.js';
import {pageOfStep, revealLines} from './reveal.js';
import {fieldsOf, type HotWashState, type Message, pageOf} from './state.js';

/** Everything that is drawn. `reveal`: the pages that are open; null: they are still being worked out. `journal`: the file that keeps the drill. */
export type HotWashView = {readonly state: HotWashState; readonly reveal: readonly RevealPage[] | null; readonly journal: string};

const stepNames: Readonly<Record<RevealStep, string>> = {...revealTitles, story: 'YOUR STORY'};

function titleOf({state}: HotWashView): string {
  const page = pageOf(state);
  const {scenes, questions} = state.after;
  if (page.type === 'story') return `TELL IT AS IT LOOKED TO YOU${place(page.scene, scenes.length)}`;
  if (page.type === 'question') return `LOOKING BACK${place(page.index, questions.length)}`;
  if (page.type === 'lock') return 'BEFORE THE REVEAL';
  if (page.type === 'improve') return 'ONE TO THREE CHANGES';
  return page.type === 'done' ? 'WHAT YOU KEEP' : `${stepNames[page.step]}${place(revealSteps.indexOf(page.step), revealSteps.length)}`;
}

const place = (index: number, of: number): string => (of > 1 ? ` · ${index + 1} of ${of}` : '');

const ownLines = ({observation}: HotWash, own: readonly OwnLine[], width: number): readonly Line[] =>
  own.flatMap(({atMs, what, text}) =>
    proseAfter([span(` ${onClock(observation.clock, atMs)} `, 'dim'), span(cell(what, 9), 'accent')], text, width, 16),
  );

function contentLines(view: HotWashView, width: number): readonly Line[] {
  const {after} = view.state;
  const page = pageOf(view.state);
  switch (page.type) {
    case 'story':
      return [
        ...prose(after.scenes[page.scene]?.spoken ?? '', width, 'bold'),
        [],
        ...ownLines(after, after.scenes[page.scene]?.own ?? [], width),
      ];
    case 'question':
      return [...prose(after.questions[page.index]?.question ?? '', width, 'bold'), [], ...ownLines(after, after.own, width)];
    case 'lock':
      return [
        ...prose('What you wrote is locked now, so that what you learn next cannot change it.', width, 'bold'),
        ...prose('Then five steps: your story, what it cost, the night itself, the best known plan, how it worked.', width),
        [],
        ...storyLines(after, width),
      ];
    case 'reveal':
      return page.step === 'story'
        ? [...storyLines(after, width), [], ...ownLines(after, after.own, width)]
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

function openLines({state, reveal}: HotWashView, step: Exclude<RevealStep, 'story'>, width: number): readonly Line[] {
  if (reveal === null) return [[span(' …', 'dim')]];
  const page = pageOfStep(reveal, step);
  return page === undefined ? [] : revealLines(page, state.after.observation.clock, width);
}

const storyLines = ({scenes}: HotWash, width: number): readonly Line[] =>
  scenes.flatMap(({spoken, story}) => [
    ...prose(spoken, width, 'dim'),
    ...(story === '' ? prose('You wrote nothing of this scene.', width, 'dim') : prose(story, width)),
  ]);

function doneLines({state, journal}: HotWashView, width: number): readonly Line[] {
  const {improvements, answers, hasTwins, flags} = state.after;
  return [
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
}

/** What a page says. */
export const content: PanelView<HotWashView> = scrolling<HotWashView>({
  title: view => [{at: 1, span: span(titleOf(view), 'selected')}],
  lines: contentLines,
  scroll: ({state}) => state.scroll,
});

/** The lines of each field. */
function fieldLines({state}: HotWashView, width: number): readonly (readonly Line[])[] {
  return fieldsOf(pageOf(state)).map(({label, asks}, index): readonly Line[] => {
    const isHere = index === state.at;
    const text = state.values[index] ?? '';
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

/** What is typed, always in sight at the bottom. */
export const typing: PanelView<HotWashView, Message> = {
  title: ({state}, width) => rule(width, [{at: 1, span: span(pageOf(state).type === 'improve' ? 'A CHANGE' : 'YOUR WORDS', 'bold')}]),
  need: (view, width) => fieldLines(view, width).flat().length,
  lines: (view, width) => fieldLines(view, width).flat(),
  click(view, width, _height, row) {
    const at = fieldLines(view, width).flatMap((lines, index) => lines.map(() => index))[row];
    return at === undefined ? undefined : {type: 'field', at};
  },
};
