import type {Input} from '../../src/drill/play/input.js';
import {beginning, step} from '../../src/drill/play/session.js';
import {type Drill, drillOf} from '../../src/drill/scenario/scenario.js';
import {type Choice, type Setup, setUp} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import type {Prepared} from '../../src/engine/simulate.js';
import type {Json, JsonObject, Timeline} from '../../src/timeline/types.js';
import {flagship, prepared} from './flagship.js';

export const minuteMs = 60_000;
const day = (time: string): string => `2025-10-${time > '12:00' ? '19' : '20'}T${time}:00-07:00`;

/** A small drill on the flagship: one page, one look, one decision, a lever that works and one that does not. */
export const smallScenario = {
  codeName: 'Quiet Sunday',
  purpose: 'Practise finding what broke.',
  startsAt: day('23:45'),
  endsAt: '2025-10-20T03:00:00-07:00',
  brief: ['Nobody is graded.'],
  artificialities: ['Time is compressed.'],
  objectives: [{id: 'O1', title: 'Build a picture that holds'}],
  areas: [
    {id: 'dns', title: 'Naming'},
    {id: 'ec2', title: 'Compute'},
  ],
  seats: [
    {id: 'ic', title: 'Incident commander', role: 'incidentCommander'},
    {id: 'dns', title: 'Naming expert', role: 'sme', areas: ['dns']},
    {id: 'ten', title: 'Customer', role: 'tenant', view: 'public'},
  ],
  panels: [
    {
      id: 'resolver',
      title: 'Resolver',
      area: 'dns',
      know: {tag: 'SIM-i'},
      readings: [{signal: 'dns.regional', label: 'answers with an address', unit: 'ratio', normal: [0.99, 1]}],
      says: [{when: {signal: 'dns.regional', op: '<', value: 0.5}, text: 'NOERROR with zero addresses'}],
    },
  ],
  scenes: [
    {id: 'S1', title: 'The record is empty', spoken: 'It is Sunday night.', startsAt: day('23:45'), endsAt: '2025-10-20T03:00:00-07:00'},
  ],
  msel: [
    {
      id: 'Q-01',
      kind: 'contextual',
      scene: 'S1',
      at: day('23:48'),
      when: {signal: 'ddb.public', op: '<', value: 0.9},
      channel: 'pager',
      to: ['dns'],
      text: 'Error rate high.',
      objectives: ['O1'],
      know: {tag: 'SIM-i'},
    },
    {
      id: 'Q-02',
      kind: 'contextual',
      scene: 'S1',
      at: day('23:59'),
      unless: {ordered: 'restore'},
      channel: 'customer',
      to: ['all'],
      text: 'Checkout is down.',
      objectives: ['O1'],
      know: {tag: 'FIC'},
    },
    {
      id: 'Q-03',
      kind: 'contingency',
      scene: 'S1',
      at: '2025-10-20T00:40:00-07:00',
      channel: 'chat',
      to: ['ic'],
      text: 'It is only the name.',
      objectives: ['O1'],
      know: {tag: 'OPS'},
    },
  ],
  decisions: [
    {
      id: 'DP-04',
      scene: 'S1',
      title: 'What may still write the name?',
      seen: 'It writes nothing, and could.',
      opens: {since: 'Q-01', minutes: 10},
      seats: ['ic'],
      objective: 'O1',
      options: [
        {id: 'a', text: 'Stop it, then write by hand', orders: ['stop', 'restore'], effect: 'The record stays.', basis: 'M'},
        {id: 'b', text: 'Restart it', orders: ['bounce'], effect: 'It meets the same missing plan.', basis: 'M'},
      ],
    },
  ],
  palette: [
    {id: 'stop', mitigation: 'dns-automation-disable', title: 'Stop the automation', area: 'dns', leadMinutes: 5, cost: 'one person'},
    {id: 'restore', mitigation: 'dns-restore-by-hand', title: 'Write the record by hand', area: 'dns', leadMinutes: 30, cost: 'two people'},
    {id: 'bounce', title: 'Restart the automation', area: 'dns', leadMinutes: 15, cost: 'one person', decoy: true},
  ],
  hypotheses: [{id: 'name-gone', text: 'The name has no address', truth: {signal: 'dns.regional', op: '<', value: 0.5}}],
  hints: [{decision: 'DP-04', levels: ['List the writers.', 'Off but running is a state.', 'Stop, then write.']}],
  audiences: [{id: 'public', title: 'Public', windows: [{everyMinutes: 20}]}],
  facts: [{id: 'F1', text: 'An old plan overwrote a new one.', know: {tag: 'LATE'}, mark: 'H'}],
  variants: [
    {
      id: '30',
      title: 'alone',
      minutes: 30,
      injects: ['Q-01', 'Q-02', 'Q-03'],
      decisions: ['DP-04'],
      scenes: [{scene: 'S1', wallMinutes: 20}],
      isSolo: true,
    },
    {
      id: '60',
      title: 'team',
      minutes: 60,
      injects: ['Q-01', 'Q-02', 'Q-03'],
      decisions: ['DP-04'],
      scenes: [{scene: 'S1', wallMinutes: 40}],
    },
  ],
} satisfies {readonly [key: string]: Json};

/** The flagship with a drill of one's own. */
export const withDrill = (scenario: JsonObject, timeline: Timeline = flagship): Timeline => ({...timeline, drill: scenario});

export function drillFrom(scenario: JsonObject): Drill {
  const drill = drillOf(withDrill(scenario));
  if (drill === null) throw new Error('the scenario of a test has the wrong shape');
  return drill;
}

/** The night itself, made ready once for all tests. */
const knownWorld = (timeline: Timeline): Prepared => ({...prepared, timeline});

export function setUpSmall(choice: Partial<Choice> = {}): Setup {
  const full: Choice = {variant: '60', twin: null, seed: 1, policy: 'hold', ...choice};
  return setUp(withDrill(smallScenario), drillFrom(smallScenario), full, full.seed === 1 ? knownWorld : undefined);
}

/** A drill after inputs, each a second of wall time after the one before; a refused input is a mistake of the test. */
export function played(setup: Setup, inputs: readonly Input[], from: DrillState = beginning(setup)): DrillState {
  return inputs.reduce((state, input) => {
    const {state: next, refused} = step(setup, state, input, state.wallMs + 1000);
    if (refused !== null) throw new Error(`${input.type}: ${refused}`);
    return next;
  }, from);
}
