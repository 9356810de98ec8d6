import type {Input, SeatInput} from '../../drill/play/input.js';
import type {Observation, SeenAction} from '../../drill/play/observe.js';
import type {DrillPort} from '../../drill/play/port.js';
import {type Finding, type Words, wordsOf} from '../../drill/play/words.js';
import {percent} from '../../format/number.js';
import {say} from '../../screen/keys.js';
import {type Line, span} from '../../screen/line.js';
import {type Does, type Field, type Missing, onceAnswered, type Sheet, type Values} from '../../screen/program.js';
import {field as labelled, prose, proseAfter} from '../../screen/prose.js';
import type {Message, Place, SeatState} from './state.js';
import {clockAt, toDecide} from './view.js';

/** What a participant gives to the drill, and the forms in which it is written. */

export type Doing = Does<Message>;
export type Open = Sheet<SeatState, Message>;

/** Something for the drill; what is said when it is done, and the part where its result is to be read. */
export type Deed = {readonly input: Input; readonly said: string; readonly show?: Place};

const done = (port: DrillPort, {said, show}: Deed): Doing => ({
  effect: 'all',
  of: [...(show === undefined ? [] : [{type: 'show', place: show} as const]), say(port.passed?.() || said)],
});

/** Gives something to the drill; what it refuses is said. */
export const deed = (port: DrillPort, what: Deed): Doing => ({
  effect: 'wait',
  on: () => onceAnswered(port.send(what.input), refused => (refused === null ? done(port, what) : say(refused))),
});

/** What an action takes. */
export function actionLines(action: SeenAction | undefined, observation: Observation, width: number): readonly Line[] {
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

/** What is written into fields. */
export const formKinds = ['believe', 'order', 'decide', 'post', 'note', 'todo', 'can', 'task'] as const;
export type FormKind = (typeof formKinds)[number];

type Form = {
  readonly title: string;
  fields(observation: Observation): Readonly<Record<string, Field>>;
  /** What a finished form asks for, or what it still lacks. */
  made(observation: Observation, values: Values): Deed | Missing;
  /** What it is about, above its fields. */
  about?(observation: Observation, width: number): readonly Line[];
};

const field = (label: string, asks: string, suggestion = ''): Field => ({label, asks, suggestion});
const filled = (input: SeatInput, said: string): Deed => ({input, said});
const lacks = (name: string, missing: string): Missing => ({field: name, missing});

/** The newest thing that was looked at or said: usually what a belief rests on. */
function lastSeen(observation: Observation): string {
  const looks = observation.panels.flatMap(({title, looks}) => looks.map(({atMs}) => ({atMs, words: title})));
  const messages = observation.messages.map(({atMs, channel}) => ({atMs, words: channel}));
  const last = [...messages, ...looks].reduce<{atMs: number; words: string} | null>(
    (best, one) => (best === null || one.atMs >= best.atMs ? one : best),
    null,
  );
  return last === null ? 'a guess' : `${last.words}, ${clockAt(observation, last.atMs)}`;
}

const believe = (hypothesis: string): Form => ({
  title: 'HOW SURE, AND WHY',
  about: ({hypotheses}, width) => prose(hypotheses.find(({id}) => id === hypothesis)?.text ?? '', width, 'bold'),
  fields: observation => ({
    sure: field('how sure', 'a percentage, 0 to 100'),
    because: field('because', 'what shows it', lastSeen(observation)),
  }),
  made({seat}, {sure = '', because = ''}) {
    const probability = Number(sure.replace('%', '')) / 100;
    if (sure === '' || !(probability >= 0 && probability <= 1)) return lacks('sure', 'How sure? A percentage, 0 to 100.');
    return filled({type: 'believe', seat, hypothesis, probability, because}, `Noted: ${percent(probability)}.`);
  },
});

const order = (action: string): Form => {
  const actionIn = ({palette}: Observation) => palette.find(({id}) => id === action);
  return {
    title: 'BEFORE YOU ORDER',
    about: (observation, width) => [
      ...prose(actionIn(observation)?.title ?? '', width, 'bold'),
      ...actionLines(actionIn(observation), observation, width),
      [],
    ],
    fields(observation) {
      const {panels} = observation;
      const {area, risk, reversible} = actionIn(observation) ?? {};
      const inArea = panels.filter(panel => panel.area === area);
      const lookedAt = [...inArea, ...panels].find(({looks}) => looks.length > 0) ?? inArea[0] ?? panels[0];
      return {
        effect: field('effect', 'what it will do', 'as it says'),
        check: field('check', 'what will show it', lookedAt?.title ?? 'the pages stop'),
        risk: field('risk', 'what may go wrong', risk || 'none known'),
        wayBack: field('way back', 'how it is undone', reversible === false ? 'there is none' : 'take it back'),
      };
    },
    made(observation, {effect = '', check = '', risk = '', wayBack = ''}) {
      const card = {effect, check, risk, wayBack};
      return filled(
        {type: 'order', seat: observation.seat, action, card},
        `Ordered: it works in ${actionIn(observation)?.leadMinutes ?? 0} min.`,
      );
    },
  };
};

/** `2 1 3` or `213`: the options by the numbers they have on the screen, best first. */
export function rankingOf(text: string, options: readonly {readonly id: string}[]): readonly string[] | null {
  const numbers = [...text.replace(/[^0-9]/g, '')].map(Number);
  const ids = numbers.map(number => options[number - 1]?.id);
  if (numbers.length === 0 || ids.includes(undefined) || new Set(ids).size !== ids.length) return null;
  return ids.filter(id => id !== undefined);
}

const decide = (decision: string): Form => ({
  title: 'DECIDE',
  about({decisions}, width) {
    const about = decisions.find(({id}) => id === decision);
    if (about === undefined) return [];
    return [
      ...prose(about.title, width, 'bold'),
      ...prose(about.seen, width, 'dim'),
      ...about.options.flatMap(({text}, index) => proseAfter([span(` ${index + 1}  `, 'key')], text, width, 4)),
      ...about.hints.flatMap((hint, index) => proseAfter([span(` hint ${index + 1}: `, 'accent')], hint, width, 4)),
      [],
    ];
  },
  fields: () => ({
    ranking: field('ranking', 'their numbers, best first: the first one is your choice'),
    why: field('why', 'a sentence, before anything follows from it'),
  }),
  made(observation, {ranking: typed = '', why: reason = ''}) {
    const options = toDecide(observation).find(({id}) => id === decision)?.options ?? [];
    const ranking = rankingOf(typed, options);
    const option = ranking?.[0];
    if (ranking === null || option === undefined) return lacks('ranking', `Type numbers from 1 to ${options.length || 1}, best first.`);
    if (reason.length < 8) return lacks('why', 'Say why, in a sentence, before anything follows from it.');
    return filled({type: 'decide', seat: observation.seat, decision, option, ranking, reason}, 'Decided, with your reason.');
  },
});

/** Minutes until the next word that are suggested. */
const usualMinutes = '20';

/** The word that a form would send. */
const wordsIn = ({audience = '', impact = '', scope = '', doing = '', minutes = ''}: Values): Words => ({
  ...{audience, impact, scope, doing},
  nextMinutes: Number(minutes) || 0,
});

const post = (): Form => ({
  title: 'A WORD',
  fields: ({audiences, posts}) => ({
    audience: {label: 'to', asks: '← → chooses', choices: audiences},
    impact: field('impact', 'what people see'),
    scope: field('scope', 'who and where', posts.at(-1)?.scope ?? ''),
    doing: field('doing', 'what is being done'),
    minutes: field('next word', 'in how many minutes; never when it will be over', usualMinutes),
  }),
  made: ({seat}, values) => filled({type: 'post', seat, ...wordsIn(values)}, 'Posted.'),
});

const can = (): Form => ({
  title: 'REPORT: CONDITIONS, ACTIONS, NEEDS',
  fields: () => ({
    conditions: field('conditions', 'how it stands'),
    actions: field('actions', 'what is being done'),
    needs: field('needs', 'what is needed, from whom', 'nothing'),
  }),
  made({seat}, {conditions = '', actions = '', needs = ''}) {
    if (conditions === '') return lacks('conditions', 'How does it stand?');
    return filled({type: 'note', seat, kind: 'can', text: `C: ${conditions}. A: ${actions || '–'}. N: ${needs}.`}, 'Reported.');
  },
});

const note = (kind: 'note' | 'todo', title: string, words: Field): Form => ({
  title,
  fields: () => ({text: words}),
  made: ({seat}, {text = ''}) => (text === '' ? lacks('text', 'It needs words.') : filled({type: 'note', seat, kind, text}, 'Noted.')),
});

const task = (): Form => ({
  title: 'A TASK FOR ONE PERSON',
  fields: ({seats}) => ({
    owner: {label: 'who', asks: 'one seat, by name: never "can someone"', choices: seats},
    text: field('task', 'what to find out or do'),
    minutes: field('minutes', 'until you ask again', '10'),
  }),
  made({seat}, {owner = '', text = '', minutes = ''}) {
    if (text === '') return lacks('text', 'What is the task?');
    return filled({type: 'task', seat, owner, text, dueMinutes: Number(minutes) || 10}, 'Given.');
  },
});

/** The forms, each about something by its id. */
const forms: Readonly<Record<FormKind, (about: string) => Form>> = {
  ...{believe, order, decide, post, can, task},
  note: () => note('note', 'NOTE', field('note', 'what happened, what was said')),
  todo: () => note('todo', 'TO DO', field('to do', 'for later')),
};

export function formSheet(port: DrillPort, kind: FormKind, about = ''): Open {
  const {title, fields, made, about: aboutLines} = forms[kind](about);
  const send = (what: Deed | Missing): Doing | Missing | Promise<Doing | Missing> =>
    'missing' in what
      ? what
      : onceAnswered(port.send(what.input), (refused): Doing | Missing => (refused === null ? done(port, what) : lacks('', refused)));
  return {
    kind: 'form',
    id: kind,
    title: () => title,
    fields: ({observation}) => fields(observation),
    above: ({observation}, width) => aboutLines?.(observation, width) ?? [],
    send({observation}, values) {
      if (kind !== 'post') return send(made(observation, values));
      // A word goes out only when nothing blocks it.
      return onceAnswered(port.check(wordsIn(values)), findings =>
        findings.some(({isBlocking}) => isBlocking)
          ? lacks('', 'Not sent: change what is marked. ↑ goes back to a field.')
          : send(made(observation, values)),
      );
    },
    ...(kind === 'post' && {
      left: (_: SeatState, values: Values) => ({effect: 'wait', on: () => onceAnswered(port.check(wordsIn(values)), found)}),
      below: ({findings}, values, isLast, width) => wordLines(findings, wordsIn(values), isLast, width),
    }),
  };
}

const found = (findings: readonly Finding[]): Message => ({type: 'found', findings});

/** A word begins with nothing found in it. */
export const openedForm = (port: DrillPort, kind: FormKind): Doing => ({
  effect: 'all',
  of: [found([]), {effect: 'open', sheet: formSheet(port, kind)}],
});

/** What is found in a word, and how it will read; what is missing in it as an ellipsis. */
function wordLines(findings: readonly Finding[], words: Words, isLast: boolean, width: number): readonly Line[] {
  // What is not typed yet is nothing to complain of before the last field.
  const said = findings.filter(({about}) => isLast || about !== 'missing');
  const {impact, scope, doing, nextMinutes} = words;
  return [
    ...said.flatMap(({isBlocking, text}) =>
      proseAfter(
        [span(isBlocking ? ' ✖ ' : ' ▲ ', isBlocking ? 'major' : 'degraded'), span(isBlocking ? '' : 'perhaps: ', 'degraded')],
        text,
        width,
        3,
      ),
    ),
    [],
    ...prose(wordsOf({impact: impact || '…', scope: scope || '…', doing: doing || '…', nextMinutes}), width, 'dim'),
  ];
}
