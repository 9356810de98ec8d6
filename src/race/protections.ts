import {UserError} from '../errors.js';

/**
 * What may be changed about the automation, each a flag; any of them together. `crash` protects from nothing: it is an environment in
 * which one enactor may die.
 */
export const protections = [
  {
    name: 'recheck',
    words: 'checks again before each write, still in two steps',
    lesson: 'A second look just before writing makes the gap shorter, not zero: the change can fall into it.',
  },
  {
    name: 'fence',
    words: 'the write itself compares: check at commit, compare-and-set',
    lesson:
      'Do not look and then write; let the write itself look: "set to 2 only if what is there is older than 2". There is no gap to fall into.',
  },
  {
    name: 'skip',
    words: 'clean-up never deletes an active plan, tested in the same step',
    lesson: 'The record never empties. An old plan can still replace a newer one, and nobody notices.',
  },
  {
    name: 'early',
    words: 'the same rule, but the list is made first and deleted later',
    lesson: 'The list of safe victims was true when it was made.',
  },
  {
    name: 'hold',
    words: 'clean-up waits until nobody holds an older plan',
    lesson: 'Nobody holds plan 2 any more, because its enactor has already written it.',
  },
  {
    name: 'passed',
    words: 'clean-up by age only after all enactors finished a newer plan',
    lesson: 'The record never empties. One enactor that stops for good stops the clean-up for good.',
  },
  {
    name: 'guard',
    words: 'the record store refuses a deletion that would empty a record',
    lesson: 'The last line holds. The old plan is still live, and nobody notices.',
  },
  {
    name: 'heal',
    words: 'an enactor may write over an empty record',
    lesson: 'It does not prevent the outage; the next enactor ends it: hours become minutes.',
  },
  {
    name: 'lease',
    words: 'one enactor at a time',
    lesson: 'No race without a second writer. But if the holder dies, nobody writes any more.',
  },
  {
    name: 'expire',
    words: 'the lease runs out after a while',
    lesson: 'The lease ran out while its holder slept; it wakes up still believing.',
  },
  {
    name: 'off',
    words: 'an operator may switch the automation off',
    lesson: 'Nothing gets worse, and nothing gets better: an empty record stays empty.',
  },
  {
    name: 'repair',
    words: 'an operator may set empty records by hand',
    lesson: 'It ends the outage. While the automation runs, an enactor with an old pass can empty the record again.',
  },
  {
    name: 'crash',
    words: 'the environment: at most one enactor dies',
    lesson: 'Whatever waits for everybody, or for one, now may wait for ever.',
  },
] as const;

export type Protection = (typeof protections)[number]['name'];

/** What a protection teaches instead where another one is on too. */
const besides: Readonly<Partial<Record<Protection, {readonly other: Protection; readonly lesson: string}>>> = {
  lease: {other: 'expire', lesson: 'One at a time, but only as long as no lease runs out.'},
  off: {other: 'repair', lesson: 'Nothing gets worse while somebody repairs. On again, it starts with nothing in hand.'},
  repair: {other: 'off', lesson: 'It ends the outage, and no old pass outlives it: it takes a whole new race to empty the record again.'},
};

/** They decide what a clean-up deletes, which `early` decides alone. */
const cleaning: readonly Protection[] = ['skip', 'hold', 'passed', 'guard'];

/** Why a protection that is on changes nothing beside the others; null: it may. */
export function idleReason(name: Protection, chosen: Protect): string | null {
  if (name === 'expire' && !chosen.lease) return 'there is no lease that could run out';
  return chosen.early && cleaning.includes(name) ? 'early lists by its own rule alone' : null;
}

/** What a protection teaches in the company of the others that are on. */
export function lessonOf(name: Protection, chosen: Protect): string {
  const idle = idleReason(name, chosen);
  if (idle !== null) return `It changes nothing here: ${idle}.`;
  const beside = besides[name];
  if (beside !== undefined && chosen[beside.other]) return beside.lesson;
  return protections.find(protection => protection.name === name)?.lesson ?? '';
}

/** Which of them are on. */
export type Protect = Readonly<Record<Protection, boolean>>;

export const protectionNames: readonly Protection[] = protections.map(({name}) => name);

export const protect = (...names: readonly Protection[]): Protect =>
  Object.fromEntries(protectionNames.map(name => [name, names.includes(name)])) as Protect;

export const namesOf = (chosen: Protect): readonly Protection[] => protectionNames.filter(name => chosen[name]);

/** `lease+expire`, or `none`. */
export const variantOf = (chosen: Protect): string => namesOf(chosen).join('+') || 'none';

const isProtection = (name: string): name is Protection => (protectionNames as readonly string[]).includes(name);

/** `fence,guard`, `lease+expire` or `none`. Throws a UserError with exit code 2 for a name that is none of them. */
export function parseProtect(text: string): Protect {
  const names = text
    .split(/[,+]/)
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'none');
  const unknown = names.find(name => !isProtection(name));
  if (unknown !== undefined) {
    const shown = JSON.stringify(unknown.slice(0, 40));
    throw new UserError(`race: --protect ${shown} is no protection.`, `Known: none, ${protectionNames.join(', ')}.`, 2);
  }
  return protect(...names.filter(isProtection));
}
