import {type Drill, drillOf} from '../drill/scenario.js';
import {type Choice, type ClockPolicy, clockPolicies, type Setup} from '../drill/setup.js';
import {UserError} from '../errors.js';
import {sentence} from '../format/words.js';
import {nameHint} from '../timeline/nearest.js';
import type {Opened} from './timeline-argument.js';

/** The options that say which drill of a timeline it is. */
export const choiceOptions = {
  variant: {type: 'string', requiresArg: true, value: 'V', describe: 'how long and with whom (default: the first one for somebody alone)'},
  twin: {type: 'string', requiresArg: true, value: 'T', describe: 'another cause behind the same first signs'},
  seed: {
    type: 'number',
    requiresArg: true,
    value: 'N',
    describe: 'which of the worlds that fit the record, and every order of options (1)',
  },
  policy: {
    choices: clockPolicies,
    default: 'hold' as ClockPolicy,
    requiresArg: true,
    value: 'POLICY',
    describe: 'how thinking costs time: hold (default), tax or run',
  },
} as const;

export type ChoiceArguments = {
  readonly variant?: string | undefined;
  readonly twin?: string | undefined;
  readonly seed?: number | undefined;
  readonly policy: string;
};

const wrong = (message: string, hint: string): UserError => new UserError(message, hint, 2);

/** The drill of a timeline. Throws a UserError with exit code 2 where there is none that can be played. */
export function drillIn({argument, timeline}: Opened): Drill {
  const drill = timeline.model === null ? null : drillOf(timeline);
  if (drill === null) throw wrong(`${argument} has no drill.`, 'A drill stands under the key "drill" of a timeline with a model.');
  return drill;
}

/** Throws a UserError with exit code 2 for what the drill does not have. Never says what twins there are: that would give them away. */
export function choiceOf(drill: Drill, {variant: wanted, twin, seed = 1, policy}: ChoiceArguments): Choice {
  const names = drill.variants.map(({id}) => id);
  const variant = wanted ?? drill.variants.find(({isSolo}) => isSolo)?.id ?? names[0] ?? '';
  if (!names.includes(variant)) throw wrong(`there is no variant "${variant}".`, `${sentence(nameHint(variant, names))}.`);
  if (twin !== undefined && !drill.twins.some(({id}) => id === twin))
    throw wrong(`there is no twin "${twin}".`, "The scenario's author knows their names.");
  if (!Number.isSafeInteger(seed) || seed < 1) throw wrong('--seed takes a whole number from 1 up.', '');
  return {variant, twin: twin ?? null, seed, policy: policy as ClockPolicy};
}

/** The seat that is asked for; alone there is one only. */
export function seatIn({seats, variant}: Setup, wanted: string | undefined): string {
  const names = seats.map(({id}) => id);
  const seat = wanted ?? (names.length === 1 ? names[0] : undefined);
  if (seat === undefined) throw wrong(`--seat is missing: the variant "${variant.id}" has several.`, `Known: ${names.join(', ')}.`);
  if (!names.includes(seat))
    throw wrong(`there is no seat "${seat}" in the variant "${variant.id}".`, `${sentence(nameHint(seat, names))}.`);
  return seat;
}
