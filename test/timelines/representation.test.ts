import {readFileSync} from 'node:fs';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import groups from './representation.json' with {type: 'json'};

type Row = {
  readonly id: string;
  readonly at: string;
  readonly services: readonly string[];
  readonly title: string;
  readonly detail: string;
  readonly sources: readonly string[];
  readonly confidence: string;
  readonly conflicts?: readonly {readonly value: string; readonly sources: readonly string[]}[];
  readonly action?: string;
  readonly knownFrom?: Readonly<Record<'customer' | 'insider' | 'public', string | null>>;
};
type Cited = {readonly id: string; readonly title: string; readonly sources: readonly string[]};
type Record_ = {
  readonly sources: readonly {readonly id: string}[];
  readonly services: readonly {readonly id: string; readonly name: string}[];
  readonly phases: readonly {readonly title: string; readonly startsAt: string; readonly endsAt: string}[];
  readonly events: readonly Row[];
  readonly impacts: readonly (Cited & {readonly service: string})[];
  readonly mitigations: readonly (Cited & {readonly target: string; readonly verb: string})[];
};

const file = 'timelines/aws-us-east-1-2025-10-20.json';
const record = JSON.parse(readFileSync(file, 'utf8')) as Record_;

/** Every text that a reader can meet: sources, phases, services, events, impacts, mitigations, limits. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
const texts = textsIn({...record, model: null, drill: null});
const everything = texts.join(' | ');

const rowOf = (id: string): Row => record.events.find(event => event.id === id) ?? expect.fail(`no row ${id}`);
const numbered = (from: number, to: number): readonly string[] =>
  Array.from({length: to - from + 1}, (_, index) => `E${String(from + index).padStart(3, '0')}`);

describe.each(Object.entries(groups))('represents: %s', (_group, terms) => {
  it.each(Object.entries(terms))('%s', (_term, pattern) => {
    expect(everything).toMatch(new RegExp(pattern, 's'));
  });
});

describe('the numbered record', () => {
  it('has all 122 rows, once each, in order of time', () => {
    const ids = record.events.map(({id}) => id);
    expect(ids).toEqual(expect.arrayContaining([...numbered(1, 122)]));
    expect(new Set(ids).size).toBe(ids.length);
    const times = record.events.map(({at}) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('says "unverified" wherever no copy of the source was found, in the word and in the detail', () => {
    const unverified = ['E002', 'E026', 'E038', 'E072', 'E079', 'E093', 'E098', 'E104', 'E106', 'E108', 'E110', 'E111'];
    expect(record.events.filter(({confidence}) => confidence === 'unverified').map(({id}) => id)).toEqual(unverified);
    for (const id of unverified) expect(rowOf(id).detail, id).toMatch(/unverified/i);
  });

  it.each([
    'E005',
    'E019',
    'E024',
    'E035',
    'E036',
    'E039',
    'E042',
    'E043',
    'E054',
    'E056',
    'E057',
    'E062',
    'E064',
    'E073',
    'E075',
    'E078',
    'E083',
    'E099',
    'E102',
    'E122',
  ])('%s is official on one readable copy, and says so', id => {
    expect(rowOf(id).confidence).toBe('official');
    expect(rowOf(id).detail).toMatch(/one readable copy/i);
  });

  it('puts the values of a conflict side by side, with their sources', () => {
    const conflicting = record.events.filter(({confidence}) => confidence === 'conflicting');
    expect(conflicting.map(({id}) => id)).toEqual(
      expect.arrayContaining(['E001', 'E021', 'E027', 'E030', 'E031', 'E045', 'E051', 'E089', 'E112']),
    );
    for (const {id, conflicts = []} of conflicting) expect(conflicts.length, id).toBeGreaterThan(1);
  });

  it.each([
    {id: 'E014', values: [/23:48/, /23:49/, /23:47/, /23:46/, /23:45/, /00:11/], question: 'start'},
    {id: 'E032', values: [/00:38/, /00:26/, /02:01/], question: 'DNS identified'},
    {id: 'E046', values: [/02:25/, /02:24/, /02:22.*02:27.*03:35/], question: 'DNS fixed'},
    {id: 'E103', values: [/05:28/, /05:48/, /10:36/, /10:37/, /12:01/, /13:50/], question: 'launches work again'},
    {id: 'E088', values: [/09:36/, /09:38/, /14:09/], question: 'NLB fixed'},
    {id: 'E062', values: [/04:40/, /05:10/], question: 'SQS polling back'},
    {id: 'E027', values: [/23:56/, /00:20/], question: 'Connect start'},
    {id: 'E107', values: [/14:20/, /15:01/, /15:53/, /6:35 a\.m\. ET/, /04:05/], question: 'end'},
  ])('keeps every published answer to: $question', ({id, values}) => {
    const stated = rowOf(id)
      .conflicts?.map(({value}) => value)
      .join('\n');
    for (const value of values) expect(stated).toMatch(value);
  });

  it('tells nobody of the race on the night', () => {
    const night = Date.parse('2025-10-21T05:00:00-07:00');
    for (const id of numbered(7, 13)) {
      for (const from of Object.values(rowOf(id).knownFrom ?? {now: rowOf(id).at}))
        expect(from === null || Date.parse(from) > night, id).toBe(true);
    }
  });

  it('lets nobody know a thing before it happened, nor the public before the responders', () => {
    const when = (at: string | null): number => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));
    for (const {id, at, knownFrom} of record.events) {
      if (knownFrom === undefined) continue;
      for (const from of Object.values(knownFrom)) expect(when(from), id).toBeGreaterThanOrEqual(when(at));
      if (knownFrom.insider !== null) expect(when(knownFrom.insider), id).toBeLessThanOrEqual(when(knownFrom.public));
    }
  });

  it('names the row of each recorded action', () => {
    const actions = Object.fromEntries(record.events.flatMap(({id, action}) => (action === undefined ? [] : [[action, id]])));
    expect(actions).toEqual({
      'ddb.override': 'E035',
      'ddb.early': 'E044',
      'dns.restore': 'E046',
      'dwfm.throttle': 'E061',
      'esm.restart': 'E062',
      'ec2.throttle2': 'E074',
      'redshift.stop': 'E075',
      'esm.throttle': 'E079',
      'nlb.off': 'E088',
      'ec2.relax': 'E097',
      'esm.relax': 'E098',
      'nlb.on': 'E105',
      'redshift.resume': 'E110',
      'dns.disable': 'E121',
    });
  });
});

describe('names', () => {
  const sources = new Set(record.sources.map(({id}) => id));
  const services = new Set(record.services.map(({id}) => id));

  it('every row, window and switch cites known sources, and every row concerns a service', () => {
    for (const {id, sources: cited} of [...record.events, ...record.impacts, ...record.mitigations]) {
      expect(cited.length, id).toBeGreaterThan(0);
      expect(
        cited.filter(source => !sources.has(source)),
        id,
      ).toEqual([]);
    }
    for (const {id, conflicts = []} of record.events)
      expect(
        conflicts.flatMap(conflict => conflict.sources).filter(source => !sources.has(source)),
        id,
      ).toEqual([]);
    for (const {id, services: concerned} of record.events) {
      expect(concerned.length, id).toBeGreaterThan(0);
      expect(
        concerned.filter(service => !services.has(service)),
        id,
      ).toEqual([]);
    }
    expect(record.impacts.filter(({service}) => !services.has(service))).toEqual([]);
  });

  it('fit their columns: rows 60, switches 34, services 18, phases 20', () => {
    const wide = (names: readonly string[], columns: number): readonly string[] => names.filter(name => stringWidth(name) > columns);
    expect(
      wide(
        record.events.map(({title}) => title),
        60,
      ),
    ).toEqual([]);
    expect(
      wide(
        record.mitigations.map(({title}) => title),
        34,
      ),
    ).toEqual([]);
    expect(
      wide(
        record.services.map(({name}) => name),
        18,
      ),
    ).toEqual([]);
    expect(
      wide(
        record.phases.map(({title}) => title),
        20,
      ),
    ).toEqual([]);
  });

  it('phases follow each other without a gap, from an hour before to the last cluster', () => {
    expect(record.phases.slice(1).map(({startsAt}) => startsAt)).toEqual(record.phases.slice(0, -1).map(({endsAt}) => endsAt));
    expect(record.phases[0]?.startsAt).toBe('2025-10-19T23:00:00-07:00');
    expect(record.phases.at(-1)?.endsAt).toBe('2025-10-21T05:00:00-07:00');
  });
});

describe('figures that circulate and are wrong', () => {
  it.each([
    {figure: 'billions of leases', pattern: /billions of leases/},
    {figure: 'hundreds of thousands of droplets', pattern: /hundreds of thousands of droplets/},
    {figure: 'DynamoDB down for 5.5 hours', pattern: /5\.5 hours/},
    {figure: 'DynamoDB down for 130 minutes', pattern: /130 minutes/},
    {figure: 'Docker Hub, 00:16-06:16 = 15 hours', pattern: /00:16/},
    {figure: '98 million reports', pattern: /98 million/},
    {figure: '2:25 "EST"', pattern: /\bEST\b/},
    {figure: 'a race by the minute, 11:49', pattern: /11:49/},
    {figure: 'DNS fixed at 8.35 a.m. ET', pattern: /8\.35 a\.m\./},
    {figure: '17 million users', pattern: /17 million "users"/},
    {figure: 'an outage of 24 hours', pattern: /\babout 24\b/},
    {figure: '142 platforms', pattern: /142 .platforms/},
  ])('$figure: only where it is called wrong', ({pattern}) => {
    for (const text of texts.filter(text => pattern.test(text))) expect(text).toMatch(/\bwrong\b|within about 24 hours/i); // Eight Sleep shipped its outage mode within 24 hours: that is right
  });
});
