import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Living, livingRun} from '../../src/engine/live.js';
import {type Plan, takeBack, throwAt} from '../../src/engine/plan.js';
import {valueAt} from '../../src/engine/run.js';
import {simulate} from '../../src/engine/simulate.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {runs} from '../helpers/runs.js';

const signals = ['dns.regional', 'ddb.public', 'dwfm.leased', 'dwfm.queue', 'nm.waitMin', 'nlb.err', 'lambda.err'];
const recorded: Plan = flagship.model?.actions.map(({id}) => ({op: 'remove', action: id})) ?? [];
const minuteMs = 60_000;

const numbers = (read: (signal: string) => number | undefined): readonly (number | undefined)[] => signals.map(read);

function agrees(living: Living, plan: Plan, atMs: Ms): void {
  const live = living(plan, atMs);
  const whole = simulate(prepared, plan, {untilMs: atMs});
  for (const thenMs of [night('23:30'), live.untilMs - 30 * minuteMs, live.untilMs]) {
    expect(numbers(signal => valueAt(live, signal, thenMs))).toEqual(numbers(signal => valueAt(whole, signal, thenMs)));
  }
  expect(live.actions.filter(({firedAtMs}) => firedAtMs !== null)).toEqual(whole.actions.filter(({firedAtMs}) => firedAtMs !== null));
}

describe('a run that is still going on', () => {
  it('is the run of the whole plan up to now, however it came there', () => {
    const moves = fc.array(
      fc.record({
        minutes: fc.integer({min: 1, max: 90}),
        throws: fc.option(fc.constantFrom(...flagship.mitigations.map(({id}) => id)), {freq: 2}),
        takesBack: fc.boolean(),
      }),
      {minLength: 1, maxLength: 6},
    );
    let thrown = 0;
    fc.assert(
      fc.property(fc.constantFrom<Plan>([], recorded), moves, (base, steps) => {
        const living = livingRun(prepared, signals);
        let plan = base;
        let atMs = night('23:40');
        for (const {minutes, throws, takesBack} of steps) {
          living(plan, atMs);
          if (throws !== null && !plan.some(edit => edit.op === 'add' && edit.mitigation === throws)) {
            plan = throwAt(plan, throws, atMs);
            thrown++;
            if (takesBack) {
              living(plan, atMs + minuteMs);
              plan = takeBack(plan, throws);
            }
          }
          atMs += minutes * minuteMs;
          agrees(living, plan, atMs);
        }
      }),
      {numRuns: runs(60)},
    );
    expect(thrown).toBeGreaterThan(30);
  });

  it('goes back when it is asked for an earlier instant', () => {
    const living = livingRun(prepared, signals);
    living([], night('03:00'));
    agrees(living, [], night('00:30'));
  });

  it('knows nothing beyond its instant', () => {
    const live = livingRun(prepared, signals)([], night('23:40'));
    expect(live.untilMs).toBe(night('23:40'));
    expect(valueAt(live, 'ddb.public', night('00:30'))).toBe(1);
    expect(live.log.every(({atMs}) => atMs <= live.untilMs)).toBe(true);
  });
});
