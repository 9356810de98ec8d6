import {describe, expect, it} from 'vitest';
import {idleReason, lessonOf, namesOf, parseProtect} from '../../src/race/protections.js';
import {checkOf} from '../helpers/race.js';

describe('what a protection teaches beside the others', () => {
  it.each([
    {variant: 'expire', name: 'expire', says: 'It changes nothing here: there is no lease that could run out.'},
    {variant: 'lease+expire', name: 'expire', says: 'The lease ran out while its holder slept; it wakes up still believing.'},
    {variant: 'lease', name: 'lease', says: 'No race without a second writer. But if the holder dies, nobody writes any more.'},
    {variant: 'lease+expire', name: 'lease', says: 'One at a time, but only as long as no lease runs out.'},
    {variant: 'off', name: 'off', says: 'Nothing gets worse, and nothing gets better: an empty record stays empty.'},
    {variant: 'off+repair', name: 'off', says: 'Nothing gets worse while somebody repairs. On again, it starts with nothing in hand.'},
    {variant: 'early+guard', name: 'guard', says: 'It changes nothing here: early lists by its own rule alone.'},
  ] as const)('$name in $variant', ({variant, name, says}) => {
    expect(lessonOf(name, parseProtect(variant))).toBe(says);
  });

  it.each(['expire', 'early+skip', 'early+hold', 'early+guard', 'recheck+early+hold+guard', 'fence+expire'])(
    'what is said to change nothing changes nothing: %s',
    variant => {
      const chosen = parseProtect(variant);
      const others = namesOf(chosen).filter(name => idleReason(name, chosen) === null);
      expect(others).not.toEqual(namesOf(chosen));
      expect(checkOf([2, 4, 2, 2], variant)).toEqual(checkOf([2, 4, 2, 2], others.join('+')));
    },
  );
});
