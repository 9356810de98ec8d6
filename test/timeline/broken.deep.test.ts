import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {TimelineError} from '../../src/errors.js';
import {issuesOf, loadTimeline} from '../../src/import/load.js';
import {runs} from '../helpers/runs.js';
import {soundFile} from './sound-file.js';

const folder = new URL('../fixtures/broken/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');

/** Every problem of every broken file: place, path, and how the message begins. */
const expected: Readonly<Record<string, readonly string[]>> = {
  actions: [
    '10:106 model.actions[0].when.signal unknown signal "queue.alve"',
    '10:153 model.actions[0].when.after[0] unknown action "c"',
    '11:101 model.actions[1].provenance must be one of "published", "inferred", found "guessed"',
    '11:124 model.actions[1].sources[0] unknown source "s"',
  ],
  'bad-names': [
    '4:23 services[0].id must be a name of letters, digits, ".", "_" and "-", found "my api"',
    '5:21 events[0].id must be a name of letters, digits, ".", "_" and "-", found "EEEEEEEEEE',
  ],
  'component-circle': ['12:67 model.components[2].expr.not.step[0] closes a circle of components: q → front → alarm → q'],
  'component-keys': [
    '10:7 model.components[0].mu0 is missing',
    '10:60 model.components[0].mu unknown key "mu"',
    '11:124 model.components[1].classes.all.ttl unknown key "ttl"',
  ],
  'control-characters': [
    '3:36 incident.title has the control character "\\u001b" in it',
    '4:83 events[0].title has the line break or tab "\\n" in it',
    '4:105 events[0].detail has the control character "\\u202e" in it',
    '5:14 limits[0] has the control character "\\u009b" in it',
  ],
  'cue-never-seen': ['10:95 model.actions[0].when "a" '],
  'duplicate-ids': [
    '4:35 sources[1].id is used twice: "s"',
    '7:12 phases[1].id is used twice: "p"',
    '9:38 services[1].id is used twice: "api"',
    '12:12 events[1].id is used twice: "E1"',
    '16:12 impacts[1].id is used twice: "i"',
    '20:12 mitigations[1].id is used twice: "m"',
    '27:36 model.components[1].id is used twice: "q"',
    '31:14 model.actions[1].id is used twice: "a"',
  ],
  'duplicate-key': ['5:3 events is in the object twice: "events"'],
  empty: ['1:1 $ is empty'],
  'ends-before-start': [
    '3:87 incident.endsAt is before startsAt: 2024-05-06T10:00:00+02:00',
    '5:63 phases[0].endsAt is before startsAt: 2024-05-06T08:00:00Z',
    '8:66 events[0].until is before at: 2024-05-06T08:59:59Z',
    '9:91 impacts[0].endsAt is before startsAt: 2024-05-06T08:00:00Z',
  ],
  expressions: [
    '10:45 model.components[0].expr must be an expression with one operator, found "plus"',
    '11:54 model.components[1].expr.ramp must have the form {"ramp": [x, low, high]}, found a list of 2',
    '12:55 model.components[2].expr.sum[0][0] must be a number, found "x"',
    '13:45 model.components[3].expr must be an expression with one operator, found "not" and "mul"',
    '14:53 model.components[4].expr.min must have the form {"min": [x, …]}, found an empty list',
  ],
  'fault-target': [
    '10:18 model.faults[0].target is a work-queue, which no fault befalls: "q"',
    '11:18 model.faults[1].target unknown component "p"',
  ],
  'missing-keys': ['1:1 events is missing', '3:15 incident.startsAt is missing'],
  'model-backwards': [
    '5:59 model.endsAt is before startsAt: 2024-05-06T08:00:00Z',
    '5:98 model.stepSeconds must be at least 0.001, found 0',
  ],
  'model-bounds': [
    '8:20 model.stepSeconds makes 2678400 steps; at most 200000 can be run',
    '9:13 model.seed must be at least 0, found -1',
    '11:46 model.demand.load[1][0] is not after the point before',
    '12:42 model.demand.users[0][1] must be a number of at least 0 or {"param": "name"}, found -1',
    '13:15 model.demand.none must not be empty, found an empty list',
    '15:33 model.impactWeights.nobody unknown component "nobody"',
  ],
  'negative-rate': [
    '11:61 model.components[0].mu0 must be at least 0, found -2',
    '12:61 model.components[1].mu0 must be at least 0, found -1',
  ],
  'newer-version': ['2:20 schemaVersion this program reads version 1, found 2'],
  'not-an-object': ['1:1 $ must be an object, found a list of 1'],
  'phases-overlap': ['5:34 phases[0].startsAt overlaps the phase before: 2024-05-06T10:00:00Z'],
  'prototype-keys': [
    '4:3 __proto__ may not be used as a key',
    '4:3 __proto__ unknown key "__proto__"',
    '5:3 constructor unknown key "constructor"',
  ],
  'script-address': ['4:34 sources[0].url must be a web address, found "javascript:alert(1)"'],
  'service-circle': ['7:43 services[2].dependsOn[0].service closes a circle of services: a → b → c → a'],
  'signals-without-model': ['4:56 services[0].signals.errorRatio unknown signal "api.err"'],
  'status-rule': [
    '5:79 services[0].status.partial is not between degraded and major: 60',
    '6:46 services[1].signals.waitMinutes unknown signal "q.waitmin"',
    '6:105 services[1].signals.errorRatio.unit must be one of "ratio", "minutes", "count", "perMinute", "millions", f',
  ],
  'syntax-missing-comma': ['3:40 incident.title needs a comma here', '4:101 events[0].services[0] unknown service "api"'],
  'syntax-several': [
    '3:16 incident has a word that is no JSON value',
    '3:20 incident needs a key in double quotes here',
    '3:25 incident needs a value here',
    '5:24 events[0].at has a text that never ends',
    '6:6 events[0].at needs a comma here',
    '6:14 events[0].kind has a word that is no JSON value',
    '8:1 $ ends before its "}"',
  ],
  'text-too-long': ['5:14 limits[0] has 20001 characters; at most 20000 can be read'],
  'time-without-offset': ['4:33 events[0].at must be an instant, found "2024-05-06T09:00:00"'],
  'time-zone': ['3:89 incident.timeZone must be an IANA time zone, found "Mars/Olympus"'],
  'times-impossible': [
    '5:24 events[0].at must be an instant, found "2023-02-29T09:00:00Z"',
    '6:24 events[1].at must be an instant, found "1823-02-28T09:00:00Z"',
    '7:24 events[2].at must be an instant, found "yesterday"',
  ],
  'too-deep': ['1:65 $ is nested deeper than 64 levels'],
  'unknown-action': ['4:99 events[0].action unknown action "queue.restart"'],
  'unknown-key': ['5:5 events[0].title is missing', '5:65 events[0].titel unknown key "titel"'],
  'unknown-names': [
    '8:70 model.faults[0].enactor "dns" has no "b"',
    '8:121 model.faults[0].endpoint "dns" has no "mian"',
    '14:124 model.actions[0].params.endpoints[1] "dns" has no "maim"',
    '15:27 model.actions[1].at is outside the time of the model',
    '15:115 model.actions[1].params.classes[0] "clients" has no "some"',
  ],
  'unknown-parameter': [
    '9:50 model.parameters.rate.range begins above its end: 2 > 1',
    '11:70 model.components[0].inflow.mul[0].param unknown parameter "inflo"',
    '11:114 model.components[0].mu0.param unknown parameter "Rate"',
  ],
  'unknown-service': [
    '4:61 services[0].dependsOn[0].service unknown service "databse"',
    '5:113 events[0].services[1] unknown service "chekout"',
    '6:38 impacts[0].service unknown service "mail"',
  ],
  'unknown-signal': [
    '10:51 model.components[0].inflow unknown signal "demand.lod"',
    '10:96 model.components[0].consumer.last unknown signal "q.readiness"',
  ],
  'unknown-source': ['5:100 events[0].sources[0] unknown source "sumary"', '5:156 events[0].conflicts[0].sources[0] unknown source "blog"'],
  'unknown-type': ['10:16 model.components[0].type unknown type of component "work-que"'],
  verbs: [
    '5:28 mitigations[0].target unknown component "quue"',
    '6:45 mitigations[1].verb unknown verb "bost" for a work-queue',
    '7:5 mitigations[2].params.factor is missing',
    '8:78 mitigations[3].params.factor must be at most 1, found 2',
    '8:90 mitigations[3].params.share unknown key "share"',
    '9:81 mitigations[4].precondition.signal unknown signal "queue.backlg"',
    '9:103 mitigations[4].precondition.op must be one of "<", "<=", ">=", ">", found "="',
    '10:45 mitigations[5].verb unknown verb "toString" for a work-queue',
    '10:72 mitigations[5].leadMinutes must be at least 0, found -1',
  ],
  'wrong-types': [
    '4:15 services must be a list, found an object',
    '6:5 events[0] must be an object, found "E1"',
    '7:12 events[1].id must be text, found 7',
    '7:71 events[1].title must not be empty, found ""',
    '7:87 events[1].services must be a list, found "api"',
  ],
};

describe('a broken timeline names every problem with its place', () => {
  it('has an expectation for every fixture', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(expected)
        .map(name => `${name}.json`)
        .sort(),
    );
  });

  it.each(Object.entries(expected))('%s', (name, problems) => {
    const found = issuesOf(textOf(name));
    expect(found.map(({line, column, path}) => `${line}:${column} ${path}`)).toEqual(
      problems.map(problem => problem.split(' ').slice(0, 2).join(' ')),
    );
    for (const [index, {line, column, path, message}] of found.entries())
      expect(`${line}:${column} ${path} ${message}`).toContain(problems[index]);
  });

  it.each([
    {name: 'unknown-key', hint: 'did you mean "title"? known: title,'},
    {name: 'unknown-service', hint: 'did you mean "database"? known: database, checkout'},
    {name: 'unknown-signal', hint: 'did you mean "demand.load"?'},
    {name: 'unknown-type', hint: 'did you mean "work-queue"?'},
    {name: 'verbs', hint: 'did you mean "queue"? known: queue'},
    {name: 'time-without-offset', hint: 'add an offset, e.g. -07:00'},
    {name: 'newer-version', hint: 'install a newer incident-replay'},
    {name: 'component-circle', hint: 'break it with {"last": "component.output"}'},
    {name: 'signals-without-model', hint: 'this timeline has no model'},
  ])('$name says what to do about it', ({name, hint}) => {
    expect(issuesOf(textOf(name)).some(issue => issue.hint.includes(hint))).toBe(true);
  });

  it.each(Object.keys(expected).filter(name => name !== 'cue-never-seen'))(
    '%s cannot be loaded, and no text of it reaches the terminal raw',
    name => {
      const failure = failureOf(textOf(name));
      expect(failure).toBeInstanceOf(TimelineError);
      const told = JSON.stringify((failure as TimelineError).issues) + (failure as TimelineError).message;
      expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    },
  );

  it('leaves the prototypes of the program alone', () => {
    failureOf(textOf('prototype-keys'));
    expect(({} as {polluted?: boolean}).polluted).toBeUndefined();
  });

  it('tells 200 problems and how many more there are', () => {
    const events = Array.from({length: 300}, (_, index) => ({...event, id: `E${index}`, kind: 'falt'}));
    const issues = issuesOf(
      JSON.stringify({...soundFile, model: undefined, services: undefined, impacts: undefined, mitigations: undefined, events}),
    );
    expect(issues).toHaveLength(201);
    expect(issues[200]).toMatchObject({line: 0, column: 0, message: 'and 100 more'});
  });
});

const event = {id: 'E', at: '2024-05-06T09:00:00Z', kind: 'fault', title: 'T'};

function failureOf(text: string): unknown {
  try {
    loadTimeline('broken.json', text);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A sound file with one value somewhere replaced, or one key renamed. */
const mutated = (choice: number, value: unknown, rename: boolean): unknown => {
  const places: {readonly holder: Record<string, unknown>; readonly key: string}[] = [];
  const copy = structuredClone(soundFile) as unknown;
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const key of Object.keys(part)) {
      places.push({holder: part as Record<string, unknown>, key});
      collect((part as Record<string, unknown>)[key]);
    }
  };
  collect(copy);
  const {holder, key} = places[choice % places.length] as (typeof places)[number];
  const isRenamed = rename && !Array.isArray(holder);
  if (isRenamed) delete holder[key];
  holder[isRenamed ? JSON.stringify(value) : key] = value;
  return copy;
};

describe('whatever the text, the result is a timeline or a TimelineError', () => {
  const isHandled = (text: string): boolean => {
    const failure = failureOf(text);
    return failure === undefined || failure instanceof TimelineError;
  };
  const anyValue = fc.oneof(
    fc.jsonValue({maxDepth: 3}),
    fc.constantFrom<unknown>(
      0,
      -1,
      0.5,
      1,
      1e9,
      'queue',
      'queue.waitMin',
      'alarm',
      'dns',
      {param: 'factor'},
      {last: 'alarm'},
      [],
      {},
      null,
    ),
  );

  it('for a sound file with one value changed: what is loaded can also be run', () => {
    fc.assert(
      fc.property(fc.nat(), anyValue, (choice, value) => {
        for (const {path, message} of issuesOf(JSON.stringify(mutated(choice, value, false)))) expect(`${path} ${message}`).not.toBe('');
      }),
      {numRuns: runs(600)},
    );
  });

  it('for a sound file with one value or key changed', () => {
    fc.assert(
      fc.property(fc.nat(), anyValue, fc.boolean(), (choice, value, rename) => isHandled(JSON.stringify(mutated(choice, value, rename)))),
      {numRuns: runs(400)},
    );
  });

  it('for a sound file with a stretch of its text cut out or replaced', () => {
    const text = JSON.stringify(soundFile, null, 1);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({maxLength: 8}), (from, length, insert) =>
        isHandled(text.slice(0, from) + insert + text.slice(from + length)),
      ),
      {numRuns: runs(400)},
    );
  });

  it('for any text', () => {
    fc.assert(
      fc.property(
        fc.string({unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '/', '*', '\n', '\\', 'a', '1', '\u0000', '\ufeff')}),
        isHandled,
      ),
      {numRuns: runs(1000)},
    );
  });
});
