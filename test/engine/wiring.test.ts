import {describe, expect, it} from 'vitest';
import {history, type Plan} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {concernOf, wiringOf} from '../../src/engine/wiring.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {aModel} from '../helpers/model.js';

const model = flagship.model ?? expect.fail('the flagship has a model');
const wiring = wiringOf(model);
const readsOf = (id: string): readonly string[] => wiring.get(id)?.reads.map(({signal}) => signal) ?? [];

describe('what a component reads', () => {
  it.each([
    {id: 'dns', reads: [], why: 'nothing is before the cause'},
    {id: 'ec2', reads: ['ddb.svc', 'dwfm.leased'], why: 'inside an expression too; demand has no owner'},
    {id: 'hc', reads: ['nlb.withdrawn', 'ec2.ok'], why: 'the value of the step before too'},
  ])('$id: $why', ({id, reads}) => expect(readsOf(id)).toEqual(reads));

  it('names every signal that the model has, by its writer', () => {
    const signals = [...wiring.values()].flatMap(({outputs}) => [...outputs.keys()]);
    const demand = Object.keys(model.demand).map(name => `demand.${name}`);
    expect([...signals, ...demand].sort()).toEqual([...prepared.history.signals].sort());
  });
});

describe('what concerns a component', () => {
  it('goes back over what is read, and over what people look at before they act on it', () => {
    const concern = concernOf('ec2', wiring, flagship);
    expect([...concern].sort()).toEqual(['ddb', 'dns', 'dwfm', 'ec2', 'ec2.settled', 'nm']);
    expect(concernOf('dns', wiring, flagship)).toEqual(new Set(['dns']));
  });

  it('counts what an order must follow', () => {
    const timeline = aModel({
      components: [
        {type: 'switch', id: 'first'},
        {type: 'switch', id: 'second'},
        {type: 'signal', id: 'alarm', expr: 0},
      ],
      actions: [
        {id: 'one', at: 5, target: 'first', verb: 'on'},
        {id: 'two', at: 9, target: 'second', verb: 'on', when: {signal: 'alarm', op: '<', value: 1, after: ['one']}},
      ],
    });
    const own = timeline.model ?? expect.fail('it has a model');
    expect(concernOf('second', wiringOf(own), timeline)).toEqual(new Set(['second', 'alarm', 'first']));
  });

  const plans: readonly (readonly [string, Plan])[] = [
    ['history', history],
    ['a restore by hand', [{op: 'add', mitigation: 'dns-restore-by-hand', atMs: night('00:38')}]],
    ['no throttle of lease work', [{op: 'remove', action: 'dwfm.throttle'}]],
  ];
  const modelled = flagship.services.flatMap(({id, status}) => (status === null ? [] : [{id, signal: status.signal}]));
  it.each(plans)('is enough to simulate a service alone, bit for bit: %s', (_name, plan) => {
    const whole = simulate(prepare(flagship), plan);
    for (const {id, signal} of modelled) {
      const owner = [...wiring.values()].find(({outputs}) => outputs.has(signal))?.id ?? '';
      const alone = simulate(prepared, plan, {only: {components: concernOf(owner, wiring, flagship), signals: [signal]}});
      expect(alone.tracks.get(id)).toEqual(whole.tracks.get(id));
      const column = whole.columns.get(signal) ?? 0;
      const differs = Array.from({length: whole.rows}, (_, row) => row).filter(
        row => !Object.is(whole.table[row * whole.signals.length + column], alone.table[row]),
      );
      expect(alone.signals).toEqual([signal]);
      expect(differs).toEqual([]);
    }
  });
});
