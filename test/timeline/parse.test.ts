import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {loadTimeline} from '../../src/import/load.js';
import {parseTimeline, readTimeline} from '../../src/timeline/parse.js';
import {runs} from '../helpers/runs.js';
import {soundFile} from './sound-file.js';

const start = {schemaVersion: 1, incident: {id: 'x', title: 'X', startsAt: '2024-05-06T09:00:00Z'}, events: []};
const parse = (more: object) => parseTimeline('x.json', JSON.stringify({...start, ...more}));
const MINUTE_MS = 60_000;

describe('a timeline file', () => {
  it('needs a version, an incident and events, and nothing else', () => {
    const timeline = parse({});
    expect(timeline).toMatchObject({
      model: null,
      services: [],
      drill: null,
      limits: [],
      incident: {timeZone: 'UTC', startsAtMs: 0, endsAtMs: 0, codeName: ''},
    });
  });

  it('counts from the model epoch, in whole milliseconds', () => {
    const {epochUnixMs, incident, model, events} = loadTimeline('x.json', JSON.stringify(soundFile));
    expect(epochUnixMs).toBe(Date.UTC(2024, 4, 6, 4));
    expect(incident.startsAtMs).toBe(9 * 60 * MINUTE_MS);
    expect(model).toMatchObject({startsAtMs: 8.75 * 60 * MINUTE_MS, stepMs: 30_000, seed: 7});
    expect(events.map(({id}) => id)).toEqual(['E1', 'E2']);
  });

  it('ends with its last event or with its model, whichever is later', () => {
    const event = {id: 'E', at: '2024-05-06T10:00:00+00:00', kind: 'impact', title: 'T'};
    expect(parse({events: [event]}).incident.endsAtMs).toBe(60 * MINUTE_MS);
    const model = {startsAt: '2024-05-06T09:00:00Z', endsAt: '2024-05-06T11:00:00Z'};
    expect(parse({events: [event], model}).incident.endsAtMs).toBe(120 * MINUTE_MS);
  });

  it('keeps rows of the same instant in the order of the file', () => {
    const row = (id: string, at: string) => ({id, at, kind: 'impact', title: 'T'});
    const events = [row('b', '2024-05-06T10:00:00Z'), row('a', '2024-05-06T12:00:00+02:00'), row('c', '2024-05-06T09:00:00Z')];
    expect(parse({events}).events.map(({id}) => id)).toEqual(['c', 'b', 'a']);
  });

  it.each([
    {role: 'errorRatio', unit: 'ratio', label: 'errors'},
    {role: 'latencyRatio', unit: 'ratio', label: 'latency'},
    {role: 'queueWaitMinutes', unit: 'minutes', label: 'queue wait'},
    {role: 'launchesPerMinute', unit: 'perMinute', label: 'launches'},
    {role: 'backlog', unit: 'count', label: 'backlog'},
  ])('shows a signal in the role $role as $label, in $unit', ({role, unit, label}) => {
    const {services} = parse({services: [{id: 'api', signals: {[role]: 'a.b'}}]});
    expect(services[0]?.signals).toEqual([{role, signal: 'a.b', unit, label}]);
  });

  it('takes it that everybody knew at once, unless the file says otherwise', () => {
    const at = '2024-05-06T10:00:00Z';
    const events = [{id: 'E', at, kind: 'fault', title: 'T', knownFrom: {customer: null, insider: '2024-05-06T10:30:00Z'}}];
    expect(parse({events}).events[0]?.knownFrom).toEqual({customer: null, insider: 90 * MINUTE_MS, public: 60 * MINUTE_MS});
  });

  it('passes over keys that begin with x-, wherever they are', () => {
    const events = [{id: 'E', at: '2024-05-06T10:00:00Z', kind: 'fault', title: 'T', 'x-ticket': {url: 1}}];
    expect(parse({events, 'x-owner': 'me'})).toEqual(parse({events: [{...events[0], 'x-ticket': undefined}]}));
  });
});

describe('comments, trailing commas and a byte order mark', () => {
  it('change nothing, wherever they are', () => {
    const tokens = JSON.stringify(soundFile).match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^"{}[\],:]+/g) ?? [];
    const plain = loadTimeline('x.json', JSON.stringify(soundFile));
    const filler = fc.constantFrom('', ' ', '\n', '/* , } ] " */', '// "a": [1,]\n', '\r\n\t');
    fc.assert(
      fc.property(fc.array(filler, {minLength: 1, maxLength: 9}), fc.boolean(), (fillers, withCommas) => {
        const text = tokens.map((token, index) => {
          const closes = token === '}' || token === ']';
          const comma = withCommas && closes && !['{', '['].includes(tokens[index - 1] ?? '') ? ',' : '';
          return `${comma}${fillers[index % fillers.length]}${token}`;
        });
        expect(loadTimeline('x.json', `\ufeff${text.join('')}// the end`)).toEqual(plain);
      }),
      {numRuns: runs(50)},
    );
  });

  it.each(['[,]', '{"a": [1,,]}', '{,}', '{"a": 1} /* open', '{"a":, }'])('do not make %s good', text => {
    expect(readTimeline(text).issues[0]?.message).toMatch(/needs a|never ends/);
  });

  it('are not looked for in texts', () => {
    const {incident} = parse({incident: {...start.incident, title: 'a // b /* c */ ,] \\" d'}});
    expect(incident.title).toBe('a // b /* c */ ,] \\" d');
  });
});
