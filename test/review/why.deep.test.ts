import fc from 'fast-check';
import {beforeAll, describe, expect, it} from 'vitest';
import {history, type Plan} from '../../src/engine/plan.js';
import {type Run, statusAt} from '../../src/engine/run.js';
import {type Prepared, prepare, simulate} from '../../src/engine/simulate.js';
import {UserError} from '../../src/errors.js';
import {type Link, type Why, whyOf} from '../../src/review/why.js';
import type {Ms} from '../../src/timeline/types.js';
import {flagship, night, prepared} from '../helpers/flagship.js';
import {aModel, type Declaration} from '../helpers/model.js';
import {runs} from '../helpers/runs.js';

const idsOf = ({chain}: Why): readonly string[] => chain.map(({id}) => id);
const asked = (service: string, clock: string, plan: Plan = history): Why => whyOf(prepared, plan, service, night(clock));
const linkOf = (why: Why, id: string): Link => why.chain.find(link => link.id === id) ?? expect.fail(`${id} is not in ${idsOf(why)}`);

/** A link taken out by hand, in a run of the whole model: the status that the link's proof must agree with. */
function statusWithout(ready: Prepared, plan: Plan, service: string, atMs: Ms, {kind, removes}: Link): string {
  const added = plan.flatMap(edit => (edit.op === 'add' ? [edit.mitigation] : []));
  const trials: Readonly<Record<Link['kind'], () => Run>> = {
    component: () => simulate(ready, plan, {healthy: new Set(removes), untilMs: atMs}),
    fault: () => simulate(ready, plan, {isFaultless: true, untilMs: atMs}),
    action: () => {
      const kept = plan.filter(edit => !removes.includes(edit.op === 'add' ? edit.mitigation : edit.action));
      const left = removes.filter(id => !added.includes(id)).map(action => ({op: 'remove', action}) as const);
      return simulate(ready, [...kept, ...left], {untilMs: atMs});
    },
  };
  return statusAt(trials[kind](), service, atMs).status;
}

describe('the night, link by link', () => {
  it.each([
    {service: 'ec2', clock: '02:31', links: ['dwfm', 'ddb', 'dns', 'dns.enactor-delay'], why: 'DNS is back, the leases are not'},
    {service: 'dwfm', clock: '03:30', links: ['ddb', 'dns', 'dns.enactor-delay'], why: 'an hour after the trigger has gone'},
    {service: 'nlb', clock: '08:00', links: ['nm', 'hc', 'dwfm', 'ddb', 'dns', 'dns.enactor-delay'], why: 'network state arrives late'},
    {
      service: 'lambda',
      clock: '08:00',
      links: ['lambda.sync', 'lambda.fleet', 'nlb', 'nm', 'dwfm', 'ddb', 'dns', 'dns.enactor-delay'],
      why: 'load balancers end its hosts',
    },
    {service: 'sts', clock: '09:00', links: ['nlb', 'nm', 'dwfm', 'ddb', 'dns', 'dns.enactor-delay'], why: 'its second window'},
    {
      service: 'ec2',
      clock: '12:00',
      links: ['ec2.throttle', 'nm', 'dwfm', 'ddb', 'dns', 'dns.enactor-delay'],
      why: 'launches are throttled still',
    },
    {
      service: 'connect',
      clock: '12:30',
      links: ['connect.chat', 'lambda.esm', 'esm.throttle', 'lambda.fleet', 'nlb', 'nm', 'dwfm', 'dns.enactor-delay'],
      why: 'polling was slowed for Lambda',
    },
  ])('$service at $clock: $why', ({service, clock, links}) => {
    const why = asked(service, clock);
    expect(why.status).not.toBe('operational');
    expect(why.chain.filter(({id, necessary}) => necessary && links.includes(id)).map(({id}) => id)).toEqual(links);
    expect(why.chain.at(-1)).toMatchObject({kind: 'fault', necessary: true, without: 'operational'});
    expect(why.chain.length).toBeLessThanOrEqual(12);
    expect(idsOf(why)).toEqual([...new Set(idsOf(why))]);
  });

  it('says each link with its number, its unit and its time', () => {
    const why = asked('ec2', '02:31');
    expect(linkOf(why, 'dwfm').text).toMatch(/^DWFM leases: \d+ % held, since 23:4[89]$/);
    expect(linkOf(why, 'ddb').text).toBe('DynamoDB: 0 % AWS services resolve at worst, from 23:48 to 02:25');
    expect(linkOf(asked('nlb', '08:00'), 'nm').text).toMatch(/^Network Manager: [\d.]+ min propagation, since 05:2\d$/);
    expect(why).toMatchObject({service: 'ec2', atMs: night('02:31'), status: 'major outage'});
    expect(Math.abs(why.sinceMs - night('23:48'))).toBeLessThanOrEqual(60_000);
  });

  it('tells the race in the words of the simulation', () => {
    const fault = asked('dynamodb', '01:00').chain.at(-1);
    expect(fault?.text).toContain(
      'enactor delay (az1, regional, 978 s); az1 does not look again. It writes plan 46 over plan 62 on regional; az2',
    );
    expect(fault?.text).toContain('az2 finished plan 62 and deletes everything 16 or more generations older. Plan 46 is live');
    expect(flagship.events.find(({id}) => id === fault?.event)?.title).toBe('One DNS Enactor gets unusually slow');
  });

  it('puts the recorded event beside a link where there is one', () => {
    const titleOf = (why: Why, id: string) => flagship.events.find(event => event.id === linkOf(why, id).event)?.title;
    expect(titleOf(asked('ec2', '02:31'), 'dwfm')).toBe('DWFM state checks begin to fail');
    expect(titleOf(asked('ec2', '12:00'), 'ec2.throttle')).toBe('Post 13: new launches are rate limited');
    expect(titleOf(asked('nlb', '08:00'), 'nm')).toBe('Network Manager starts on a large backlog');
    expect(linkOf(asked('nlb', '08:00'), 'hc').event).toBe('E069');
  });

  it('counts an order and its repetition as one: either throttle alone would have held launches back', () => {
    const why = asked('ec2', '12:00');
    expect(linkOf(why, 'ec2.throttle')).toMatchObject({kind: 'action', removes: ['ec2.throttle', 'ec2.throttle2'], without: 'operational'});
    expect(linkOf(why, 'ec2.throttle').text).toBe('EC2 launches: "throttle" ordered (limit 0.55) at 04:14, again (limit 0.5) at 06:42');
    for (const action of ['ec2.throttle', 'ec2.throttle2'])
      expect(statusAt(simulate(prepared, [{op: 'remove', action}]), 'ec2', night('12:00')).status).toBe('major outage');
  });

  it('does not blame those who restored something, although without them the next one would have been spared', () => {
    expect(statusAt(simulate(prepared, [{op: 'remove', action: 'dns.restore'}]), 'nlb', night('08:00')).status).toBe('operational');
    const blamed = asked('nlb', '08:00').chain.filter(({kind}) => kind === 'action');
    expect(blamed).toEqual([]);
  });

  it('marks what would have happened anyway, and leaves out what is over and made no difference', () => {
    const early = asked('connect', '00:30');
    expect(linkOf(early, 'lambda.sync')).toMatchObject({necessary: false, without: 'major outage'});
    expect(linkOf(early, 'ddb').necessary).toBe(true);
    expect(idsOf(asked('lambda', '08:00'))).not.toContain('lambda.ctl');
  });

  it.each([
    {service: 'ec2', clock: '23:30', when: 'before the fault'},
    {service: 'dynamodb', clock: '03:00', when: 'after its recovery'},
  ])('has nothing to explain $when', ({service, clock}) => {
    expect(asked(service, clock)).toMatchObject({status: 'operational', chain: []});
  });
});

describe('in a what-if', () => {
  it('blames a thrown mitigation that does harm, and nothing else when nothing else has happened yet', () => {
    const why = asked('sqs-event-sources', '23:40', [{op: 'add', mitigation: 'lambda-event-sources-throttle', atMs: night('23:05')}]);
    expect(why.status).toBe('degraded');
    expect(why.chain).toMatchObject([
      {kind: 'action', id: 'lambda-event-sources-throttle', necessary: true, without: 'operational', event: null},
    ]);
  });

  it('does not call an action a cause that was not done', () => {
    const why = asked('dynamodb', '12:00', [{op: 'remove', action: 'dns.restore'}]);
    expect(idsOf(why)).toEqual(['dns', 'dns.enactor-delay']);
  });

  it('tells the harm of an order that came too early', () => {
    const plan: Plan = [{op: 'add', mitigation: 'dwfm-unthrottle', atMs: night('04:45')}];
    expect(linkOf(asked('dwfm', '08:00', plan), 'dwfm-unthrottle')).toMatchObject({kind: 'action', necessary: true});
  });

  it('has nothing to explain where the fault was kept from doing harm', () => {
    const plan: Plan = [{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:10')}];
    for (const {id, status} of flagship.services) if (status !== null) expect(asked(id, '08:00', plan).status).toBe('operational');
  });
});

describe('small models', () => {
  const rule = {degraded: 0.05, partial: 0.2, major: 0.5, holdMinutes: 0};
  const two: Declaration = {
    components: [
      {type: 'switch', id: 'left'},
      {type: 'switch', id: 'right'},
      {type: 'service', id: 'shop', deps: [{on: {not: 'left.share'}}, {on: {not: 'right.share'}}]},
      {type: 'service', id: 'other', deps: []},
    ],
    services: [
      {id: 'shop', name: 'Shop', status: {signal: 'shop.err', ...rule}},
      {id: 'other', name: 'Other', status: {signal: 'other.err', ...rule}},
    ],
    actions: [
      {id: 'left.on', at: 10, target: 'left', verb: 'on'},
      {id: 'right.on', at: 12, target: 'right', verb: 'on'},
    ],
  };
  const minute = (count: number): Ms => count * 60_000;

  it('one of two causes, each enough: none is necessary, both are told', () => {
    const {chain} = whyOf(prepare(aModel(two)), history, 'shop', minute(30));
    expect(chain.map(({id, necessary}) => [id, necessary])).toEqual([
      ['right', false],
      ['right.on', false],
      ['left', false],
      ['left.on', false],
    ]);
  });

  it('the first of them alone is necessary', () => {
    const {chain} = whyOf(prepare(aModel(two)), history, 'shop', minute(11));
    expect(chain.map(({id, necessary}) => [id, necessary])).toEqual([
      ['left', true],
      ['left.on', true],
    ]);
  });

  it('names what no service shows by its id and its mechanism', () => {
    const {chain} = whyOf(prepare(aModel(two)), history, 'shop', minute(11));
    expect(chain.map(({text}) => text)).toEqual(['left: 100 % (how far it is on, 0 to 1), since 23:10', 'left: "on" ordered at 23:10']);
  });

  it('finds nothing behind a service that cannot carry its own load', () => {
    const busy: Declaration = {
      components: [{type: 'service', id: 'shop', profile: 'demand.load', capacity: 1, util: 1}],
      demand: {
        load: [
          [0, 1],
          [10, 4],
        ],
      },
      services: [{id: 'shop', name: 'Shop', status: {signal: 'shop.err', ...rule}}],
    };
    expect(whyOf(prepare(aModel(busy)), history, 'shop', minute(30))).toMatchObject({status: 'major outage', chain: []});
  });

  it('lets no control character of a file through', () => {
    const services = flagship.services.map(service => ({...service, name: service.name.replace('DWFM', 'DW\u202eFM')}));
    const evil = {...flagship, services};
    expect(linkOf(whyOf(prepare(evil), history, 'ec2', night('02:31')), 'dwfm').text).toContain('DW\ufffdFM leases');
  });
});

describe('what cannot be asked', () => {
  const failure = (service: string, ready: Prepared = prepared): unknown => {
    try {
      return whyOf(ready, history, service, night('02:31'));
    } catch (error) {
      return error;
    }
  };
  it.each([
    {service: 'dynamo', message: 'has no service "dynamo"', hint: 'Did you mean "dynamodb"?'},
    {service: 'aws-edge', message: 'is in the record only', hint: 'Known: '},
  ])('$service', ({service, message, hint}) => {
    const error = failure(service);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({message: expect.stringContaining(message), hint: expect.stringContaining(hint), exitCode: 2});
  });

  it('a record without a model', () => {
    const record = prepare({...flagship, model: null});
    expect(failure('ec2', record)).toMatchObject({message: expect.stringContaining('has no model'), exitCode: 2});
  });
});

describe('every proof holds', () => {
  let fresh: Prepared;
  beforeAll(() => {
    fresh = prepare(flagship);
  });
  const modelled = flagship.services.filter(({status}) => status !== null).map(({id}) => id);
  const fromMs = night('23:45');
  const toMs = night('15:00');
  const moment = fc.integer({min: fromMs, max: toMs});
  const action = fc.constantFrom(...(flagship.model?.actions ?? []).map(({id}) => id));
  const plan: fc.Arbitrary<Plan> = fc.oneof(
    {weight: 3, arbitrary: fc.constant(history)},
    {
      weight: 3,
      arbitrary: fc
        .record({op: fc.constant('add' as const), mitigation: fc.constantFrom(...flagship.mitigations.map(({id}) => id)), atMs: moment})
        .map(edit => [edit]),
    },
    {weight: 1, arbitrary: fc.record({op: fc.constant('remove' as const), action}).map(edit => [edit])},
    {weight: 1, arbitrary: fc.record({op: fc.constant('move' as const), action, atMs: moment}).map(edit => [edit])},
  );

  it('in a run of the whole model, freshly prepared, without the link', () => {
    const counts = {necessary: 0, not: 0};
    fc.assert(
      fc.property(fc.constantFrom(...modelled), moment, plan, fc.nat(), (service, atMs, edits, pick) => {
        const {status, chain} = whyOf(prepared, edits, service, atMs);
        expect(status).toBe(statusAt(simulate(fresh, edits), service, atMs).status);
        if (status === 'operational') expect(chain).toEqual([]);
        for (const necessary of [true, false]) {
          const links = chain.filter(link => link.necessary === necessary);
          const link = links[pick % Math.max(1, links.length)];
          if (link === undefined) continue;
          counts[necessary ? 'necessary' : 'not']++;
          const without = statusWithout(fresh, edits, service, atMs, link);
          expect([link.id, link.without, without !== status]).toEqual([link.id, without, necessary]);
        }
      }),
      {seed: 20, numRuns: runs(160)},
    );
    // Without both kinds the run above would prove little.
    expect(counts.necessary).toBeGreaterThan(30);
    expect(counts.not).toBeGreaterThan(8);
  }, 60_000);
});
