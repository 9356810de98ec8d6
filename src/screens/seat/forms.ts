import type {SeatInput} from '../../drill/play/input.js';
import type {Observation} from '../../drill/play/observe.js';
import {type Words, wordsOf} from '../../drill/play/words.js';
import {unreachable} from '../../errors.js';
import {percent} from '../../format/number.js';
import type {Form, FormKind} from './state.js';
import {clockAt, toDecide} from './view.js';

/** A field of a form. `suggestion`: what it is taken for when nothing is typed; `choices`: left and right step through them. */
export type Field = {
  readonly label: string;
  readonly asks: string;
  readonly suggestion: string;
  readonly choices?: readonly {readonly id: string; readonly title: string}[];
};

/** Minutes until the next word that are suggested. */
const usualMinutes = '20';

/** The fields of a form. */
export function fieldsOf(kind: FormKind, about: string, observation: Observation): readonly Field[] {
  switch (kind) {
    case 'believe':
      return [
        {label: 'how sure', asks: 'a percentage, 0 to 100', suggestion: ''},
        {label: 'because', asks: 'what shows it', suggestion: lastSeen(observation)},
      ];
    case 'order':
      return cardFields(about, observation);
    case 'decide':
      return [
        {label: 'ranking', asks: 'their numbers, best first: the first one is your choice', suggestion: ''},
        {label: 'why', asks: 'a sentence, before anything follows from it', suggestion: ''},
      ];
    case 'post':
      return postFields(observation);
    case 'can':
      return [
        {label: 'conditions', asks: 'how it stands', suggestion: ''},
        {label: 'actions', asks: 'what is being done', suggestion: ''},
        {label: 'needs', asks: 'what is needed, from whom', suggestion: 'nothing'},
      ];
    case 'note':
      return [{label: 'note', asks: 'what happened, what was said', suggestion: ''}];
    case 'todo':
      return [{label: 'to do', asks: 'for later', suggestion: ''}];
    case 'task':
      return [
        {label: 'who', asks: 'one seat, by name: never "can someone"', suggestion: '', choices: observation.seats},
        {label: 'task', asks: 'what to find out or do', suggestion: ''},
        {label: 'minutes', asks: 'until you ask again', suggestion: '10'},
      ];
    default:
      return unreachable(kind);
  }
}

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

function cardFields(about: string, {palette, panels}: Observation): readonly Field[] {
  const action = palette.find(({id}) => id === about);
  const inArea = panels.filter(({area}) => area === action?.area);
  const lookedAt = [...inArea, ...panels].find(({looks}) => looks.length > 0) ?? inArea[0] ?? panels[0];
  return [
    {label: 'effect', asks: 'what it will do', suggestion: 'as it says'},
    {label: 'check', asks: 'what will show it', suggestion: lookedAt?.title ?? 'the pages stop'},
    {label: 'risk', asks: 'what may go wrong', suggestion: action?.risk || 'none known'},
    {label: 'way back', asks: 'how it is undone', suggestion: action?.reversible === false ? 'there is none' : 'take it back'},
  ];
}

function postFields({audiences, posts}: Observation): readonly Field[] {
  const last = posts.at(-1);
  return [
    {label: 'to', asks: '← → chooses', suggestion: '', choices: audiences},
    {label: 'impact', asks: 'what people see', suggestion: ''},
    {label: 'scope', asks: 'who and where', suggestion: last?.scope ?? ''},
    {label: 'doing', asks: 'what is being done', suggestion: ''},
    {label: 'next word', asks: 'in how many minutes; never when it will be over', suggestion: usualMinutes},
  ];
}

/** What a field holds: what was typed, the choice, or its suggestion. */
export function fieldValue(fields: readonly Field[], values: readonly string[], at: number): string {
  const typed = (values[at] ?? '').trim();
  const field = fields[at];
  if (field?.choices !== undefined) return field.choices.find(({id}) => id === typed)?.id ?? field.choices[0]?.id ?? '';
  return typed === '' ? (field?.suggestion ?? '') : typed;
}

/** The word that a form would send. */
export function wordsIn(form: Form, observation: Observation): Words {
  const fields = fieldsOf('post', '', observation);
  const [audience = '', impact = '', scope = '', doing = '', minutes = ''] = fields.map((_, at) => fieldValue(fields, form.values, at));
  return {audience, impact, scope, doing, nextMinutes: Number(minutes) || 0};
}

/** How the word will read; what is missing in it as an ellipsis. */
export function previewOf(form: Form, observation: Observation): string {
  const {impact, scope, doing, nextMinutes} = wordsIn(form, observation);
  return wordsOf({impact: impact || '…', scope: scope || '…', doing: doing || '…', nextMinutes});
}

/** What a finished form asks for, or why it is not finished. */
export type Made = {readonly input: SeatInput; readonly said: string} | {readonly missing: string; readonly at: number};

export function madeOf(form: Form, observation: Observation): Made {
  const {kind, about} = form;
  const {seat} = observation;
  const fields = fieldsOf(kind, about, observation);
  const value = (at: number): string => fieldValue(fields, form.values, at);
  switch (kind) {
    case 'believe': {
      const probability = Number(value(0).replace('%', '')) / 100;
      if (value(0) === '' || !(probability >= 0 && probability <= 1)) return {missing: 'How sure? A percentage, 0 to 100.', at: 0};
      return {input: {type: 'believe', seat, hypothesis: about, probability, because: value(1)}, said: `Noted: ${percent(probability)}.`};
    }
    case 'order': {
      const card = {effect: value(0), check: value(1), risk: value(2), wayBack: value(3)};
      const lead = observation.palette.find(({id}) => id === about)?.leadMinutes ?? 0;
      return {input: {type: 'order', seat, action: about, card}, said: `Ordered: it works in ${lead} min.`};
    }
    case 'decide':
      return decided(form, observation, value(0), value(1));
    case 'post':
      return {input: {type: 'post', seat, ...wordsIn(form, observation)}, said: 'Posted.'};
    case 'can':
      if (value(0) === '') return {missing: 'How does it stand?', at: 0};
      return {input: {type: 'note', seat, kind: 'can', text: `C: ${value(0)}. A: ${value(1) || '–'}. N: ${value(2)}.`}, said: 'Reported.'};
    case 'note':
    case 'todo':
      if (value(0) === '') return {missing: 'It needs words.', at: 0};
      return {input: {type: 'note', seat, kind, text: value(0)}, said: 'Noted.'};
    case 'task':
      if (value(1) === '') return {missing: 'What is the task?', at: 1};
      return {input: {type: 'task', seat, owner: value(0), text: value(1), dueMinutes: Number(value(2)) || 10}, said: 'Given.'};
    default:
      return unreachable(kind);
  }
}

/** `2 1 3` or `213`: the options by the numbers they have on the screen, best first. */
export function rankingOf(text: string, options: readonly {readonly id: string}[]): readonly string[] | null {
  const numbers = [...text.replace(/[^0-9]/g, '')].map(Number);
  const ids = numbers.map(number => options[number - 1]?.id);
  if (numbers.length === 0 || ids.includes(undefined) || new Set(ids).size !== ids.length) return null;
  return ids.filter(id => id !== undefined);
}

function decided({about}: Form, observation: Observation, ranking: string, reason: string): Made {
  const decision = toDecide(observation).find(({id}) => id === about);
  const ranked = rankingOf(ranking, decision?.options ?? []);
  const choice = ranked?.[0];
  if (ranked === null || choice === undefined)
    return {missing: `Type numbers from 1 to ${decision?.options.length ?? 1}, best first.`, at: 0};
  if (reason.length < 8) return {missing: 'Say why, in a sentence, before anything follows from it.', at: 1};
  const {seat} = observation;
  return {input: {type: 'decide', seat, decision: about, option: choice, ranking: ranked, reason}, said: 'Decided, with your reason.'};
}

/** Characters that a field takes; a paste brings more than one. */
const isText = (input: string): boolean => input !== '' && !/[\u0000-\u001f\u007f]/.test(input);
const longest = 400;

/** What a field holds after a key: choices step, text grows or loses its end; undefined: the key means nothing here. */
export function afterKey(field: Field | undefined, value: string, key: string, input: string): string | undefined {
  if (field?.choices !== undefined) {
    const by = key === 'right' || key === 'space' ? 1 : key === 'left' ? -1 : 0;
    const {choices} = field;
    const at = Math.max(
      0,
      choices.findIndex(({id}) => id === value),
    );
    return by === 0 ? undefined : (choices[(at + by + choices.length) % choices.length]?.id ?? '');
  }
  if (key === 'backspace') return [...value].slice(0, -1).join('');
  return isText(input) && !key.startsWith('ctrl-') ? (value + input).slice(0, longest) : undefined;
}
