import fc from 'fast-check';
import {expect, it} from 'vitest';
import {patched, patchOf} from '../../src/drill/play/patch.js';
import {runs} from '../helpers/runs.js';

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
// As objects that lists and objects are made of: the same keys come up again and again.
const json = fc.letrec(tie => ({
  value: fc.oneof({depthSize: 'small'}, fc.constantFrom(null, true, 0, 1, 'a', 'b'), fc.array(tie('value'), {maxLength: 6}), tie('object')),
  object: fc.dictionary(fc.constantFrom('id', 'text', 'list', '__proto__', 'constructor'), tie('value'), {maxKeys: 4}),
})).value;

it('a change sent and applied gives the same value', () => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const [one, other] = [overTheWire(before), overTheWire(after)];
      const patch = patchOf(one, other);
      expect(patch === null ? one : patched(one, overTheWire(patch) as NonNullable<typeof patch>)).toEqual(other);
    }),
    {numRuns: runs(2000)},
  );
});

it('nothing is sent of what is the same', () => {
  const before = {
    nowMs: 1,
    messages: [
      {id: 'a', text: 'long'},
      {id: 'b', text: 'long'},
    ],
  };
  const after = {nowMs: 2, messages: [...before.messages, {id: 'c', text: 'new'}]};
  expect(patchOf(before, structuredClone(before))).toBe(null);
  expect(patchOf(before, after)).toEqual({keys: {nowMs: {is: 2}, messages: {keep: 2, cut: 0, put: [{id: 'c', text: 'new'}]}}});
});
