import {type Drill, drillOf} from '../drill/scenario/scenario.js';
import {type Setup, setUp} from '../drill/scenario/setup.js';
import {isoAt, MINUTE_MS} from '../timeline/time.js';
import type {JsonObject, Timeline} from '../timeline/types.js';
import {jump, pick, whole, worldOf} from './world.js';

/** When the fault begins, and how long the small drill can last, in minutes. */
export const faultAt = 12;
const lasts = 90;
/** Minutes that an order takes until it works. */
const lead = 5;

export const regions = ['North', 'South', 'East', 'West'] as const;

/** A shop whose name is empty, or points at servers that are gone. */
function shopOf(seed: number): Timeline {
  const share = whole(seed, 'share', 40, 90) / 100;
  return worldOf({
    minutes: lasts,
    startsAtMinute: whole(seed, 'hour', 1, 20) * 60 + whole(seed, 'quarter', 0, 3) * 15,
    parameters: {recordAfter: 0, pointingAfter: 1},
    demand: {record: jump(faultAt, 1, {param: 'recordAfter'}), pointing: jump(faultAt, 1, {param: 'pointingAfter'})},
    components: [
      {type: 'switch', id: 'written'},
      {type: 'switch', id: 'pointed'},
      {type: 'signal', id: 'record', expr: {max: ['demand.record', 'written.share']}},
      {type: 'signal', id: 'pointing', expr: {max: ['demand.pointing', 'pointed.share']}},
      {type: 'signal', id: 'answered', expr: {min: ['record', 'pointing']}},
      {type: 'resolver', id: 'path', record: 'answered', classes: {callers: {connSeconds: 60, negativeTtlSeconds: 60}}},
      {type: 'service', id: 'shop', deps: [{on: 'path.callers', w: share}]},
      {type: 'service', id: 'servers'},
    ],
    levers: [
      {id: 'write', target: 'written', verb: 'on', leadMinutes: lead},
      {id: 'point', target: 'pointed', verb: 'on', leadMinutes: lead},
    ],
  });
}

const isGone = {signal: 'record', op: '<', value: 0.5};
const isStale = {
  all: [
    {signal: 'record', op: '>=', value: 0.5},
    {signal: 'pointing', op: '<', value: 0.5},
  ],
};
const never = {signal: 'shop.err', op: '<', value: -1};
const ratio = (signal: string, label: string, low: number, high: number) => ({signal, label, unit: 'ratio', normal: [low, high]});
const panel = (id: string, title: string, readings: JsonObject[], says: JsonObject[] = []) => ({
  ...{id, title, area: 'shop', know: {tag: 'SIM-i'}, readings},
  says,
});

const panels = [
  panel(
    'keeper',
    'those who keep the name',
    [ratio('record', 'answers with an address', 0.99, 1)],
    [
      {when: isGone, text: 'An answer, and no address in it.'},
      {when: isStale, text: 'An address. It is new: nobody knows these servers.'},
    ],
  ),
  panel('resolver', 'the resolver, as callers ask it', [ratio('path.callers', 'callers who reach a server', 0.99, 1)]),
  panel('servers', 'the servers, by their own address', [ratio('servers.avail', 'calls that are served', 0.99, 1)]),
  panel('shop', 'the shop, from outside', [ratio('shop.err', 'requests that fail', 0, 0.01)]),
];

const inject = (id: string, channel: string, when: JsonObject, afterMinutes: number, text: string) => ({
  ...{id, kind: 'contextual', scene: 'S1', channel, to: ['all'], objectives: ['O1'], know: {tag: 'FIC'}},
  ...{when, afterMinutes, text},
});

const action = (id: string, title: string, cue: JsonObject | null, isDecoy = false) => ({
  ...{id, title, area: 'shop', leadMinutes: lead, cost: 'one person', cuePanels: ['keeper'], check: 'shop'},
  ...(cue === null ? {} : {mitigation: id, cue}),
  decoy: isDecoy,
});

const option = (id: string, text: string, effect: string) => ({id, text, orders: [id], effect, basis: 'M'});

/** Words to an audience that may be said only when they are true and were seen. */
const claims = [
  {
    pattern: '\\b(?:resolved|fixed|solved|restored|recovered|back to normal|all clear|over now)\\b',
    fact: {signal: 'shop.err', op: '<', value: 0.01},
    says: 'it is over',
  },
  {
    pattern: '\\b(?:DNS|databases?|networks?|attack\\w*|hack\\w*|cyber\\w*|cables?|hardware|deploy\\w*|providers?|storage)\\b',
    fact: never,
    says: 'a cause',
  },
  {pattern: '\\bno (?:data|orders?|payments?)\\b[^.]{0,20}\\blost\\b', fact: never, says: 'nothing is lost'},
];
const audience = (id: string, title: string) => ({id, title, windows: [{everyMinutes: 20}], claims});

/** The small drill as a file would have it: three messages, one decision, a twin. */
function scenarioOf(timeline: Timeline): JsonObject {
  const iso = (minute: number): string => isoAt(timeline, minute * MINUTE_MS);
  const [startsAt, endsAt] = [iso(0), iso(lasts)];
  const scenario = {
    ...{codeName: 'Small Monday', purpose: 'A shop, four minutes.', startsAt, endsAt, brief: ['Nobody is graded.']},
    artificialities: ['Everything is simulated.'],
    objectives: [{id: 'O1', title: 'Act on what was seen, and see what it did'}],
    areas: [{id: 'shop', title: 'Shop'}],
    seats: [{id: 'ic', title: 'On call', role: 'incidentCommander', areas: ['shop']}],
    panels,
    scenes: [{id: 'S1', title: 'The shop', spoken: 'You are on call.', startsAt, endsAt}],
    msel: [
      inject('M1', 'pager', {signal: 'shop.err', op: '>', value: 0.25}, 0, 'Most requests to the shop fail.'),
      inject('M2', 'chat', {since: 'M1', minutes: 2}, 0, '"Last month the name was empty. Must be that again."'),
      inject('M3', 'executive', {since: 'M1', minutes: 4}, 0, '"What do we do? I want a decision."'),
    ].map(row => ({...row, at: iso(faultAt)})),
    decisions: [
      {
        ...{id: 'D1', scene: 'S1', title: 'What do we do?', seen: 'Most requests fail.', seats: ['ic'], objective: 'O1'},
        opens: {since: 'M1', minutes: 4},
        options: [
          option('write', 'write an address into the name again', 'Helps when the name is empty.'),
          option('point', 'point the name at our own servers', 'Helps when the name points elsewhere.'),
          option('restart', 'restart all servers', 'They were well before, and are well after.'),
        ],
      },
    ],
    palette: [
      action('write', 'write an address into the name again', isGone),
      action('point', 'point the name at our own servers', isStale),
      action('restart', 'restart all servers', null, true),
    ],
    hypotheses: [
      {id: 'gone', text: 'the name holds no address', truth: isGone},
      {id: 'stale', text: 'the name holds an address of other servers', truth: isStale},
      {id: 'servers', text: 'the servers are sick', truth: false},
    ],
    audiences: [audience('public', 'the public'), audience('executives', 'executives')],
    variants: [
      {
        ...{id: 'small', title: 'alone', minutes: 4, injects: ['M1', 'M2', 'M3'], decisions: ['D1'], isSolo: true},
        scenes: [{scene: 'S1', wallMinutes: 4}],
      },
    ],
    twins: [{id: 'stale', title: 'The name points at servers that are gone', parameters: {recordAfter: 1, pointingAfter: 0}}],
  };
  return scenario as unknown as JsonObject;
}

/** A small drill of its own for every seed. `twin` undefined: the seed chooses the world. */
export function smallDrill(seed: number, twin: 'stale' | null = pick(seed, 'twin', ['stale', null] as const)): Setup {
  const shop = shopOf(seed);
  const timeline = {...shop, drill: scenarioOf(shop)};
  const drill: Drill | null = drillOf(timeline);
  if (drill === null) throw new RangeError('the small drill has the wrong shape');
  return setUp(timeline, drill, {variant: 'small', twin, seed, policy: 'hold'});
}
