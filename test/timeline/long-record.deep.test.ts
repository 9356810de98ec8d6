import {describe, expect, it} from 'vitest';
import {parseTimeline, readTimeline} from '../../src/timeline/parse.js';
import {longRecord} from '../../src/timeline/plain-event.js';
import {scan} from '../../src/timeline/scan.js';
import {eventKinds} from '../../src/timeline/types.js';

const start = {schemaVersion: 1, incident: {id: 'x', title: 'X', startsAt: '2024-05-06T09:00:00Z'}, events: []};

describe('a long record', () => {
  const rows = (count: number) =>
    Array.from({length: count}, (_, index) => ({
      id: `E${index}`,
      at: '2024-05-06T10:00:00Z',
      kind: 'impact',
      services: ['api'],
      title: `Row ${index}`,
    }));

  it('of 100,000 events is read and checked in moments', () => {
    const text = JSON.stringify({...start, services: [{id: 'api'}], events: rows(100_000)});
    const startedMs = performance.now();
    expect(parseTimeline('x.json', text).events).toHaveLength(100_000);
    expect(performance.now() - startedMs).toBeLessThan(5_000); // about half a second on a quiet machine
  });

  it('has its one wrong row found', () => {
    const events = rows(20_000);
    const text = JSON.stringify({...start, services: [{id: 'api'}], events}, null, 1).replace('"Row 19999"', '19999');
    const line = text.split('\n').findIndex(each => each.includes('"title": 19999')) + 1;
    expect(readTimeline(text).issues).toMatchObject([{path: 'events[19999].title', line, message: 'must be text, found 19999'}]);
  });

  it('whose rows are all wrong does not take longer', () => {
    const text = JSON.stringify({...start, events: rows(100_000)});
    const {issues} = readTimeline(text);
    expect(issues).toHaveLength(201);
    expect(issues[0]).toMatchObject({path: 'events[0].services[0]', hint: 'none is declared'});
  });
});

describe('a long record reads the same as the same text with a comment, which is looked at as a whole', () => {
  const plain = (index: number) => ({
    id: `E${index}`,
    at: new Date(Date.UTC(2024, 4, 6, 9, 0, 4000 - index)).toISOString(),
    kind: eventKinds[index % eventKinds.length],
    services: ['api'],
    title: `Row ${index}`,
    sources: ['s'],
  });
  const both = (row: object | string, place = 3000) => {
    const rows = Array.from({length: 4100}, (_, index) => JSON.stringify(plain(index)));
    rows[place] = typeof row === 'string' ? row : JSON.stringify({...plain(place), ...row});
    const outline = JSON.stringify({...start, services: [{id: 'api'}, {id: 'web'}], sources: [{id: 's'}]});
    const text = outline.replace('[]', `[${rows.join(',\n')}]`);
    const isShort = longRecord(scan(text), () => []) !== null; // the short way through the checks is taken
    return {isShort, long: readTimeline(text), whole: readTimeline(`${text}\n// the end`)};
  };

  it.each<{what: string; row: object | string}>([
    {what: 'every row is plain', row: {}},
    {what: 'a row says all it can', row: {precision: 'about', status: 'degraded', detail: 'a\nb "c" \\ é →', confidence: 'official'}},
    {what: 'a row names several services', row: {services: ['web', 'api'], sources: []}},
    {what: 'a row has an end', row: {until: '2024-05-06T10:00:00Z'}},
    {what: 'a row was known later', row: {knownFrom: {customer: null, insider: '2024-05-06T09:30:00Z'}}},
    {what: 'a row has sources that disagree', row: {conflicts: [{value: 'earlier', sources: ['s']}]}},
    {what: 'a row has a key of its own', row: {'x-ticket': {url: 'a', 'x-b': 1}}},
    {what: 'a row leaves out what it can', row: {services: undefined, sources: undefined}},
  ])('where $what', ({row}) => {
    const {isShort, long, whole} = both(row);
    expect(isShort).toBe(true);
    expect(whole.issues).toEqual([]);
    expect(long).toEqual(whole);
  });

  it.each<{what: string; row: object | string}>([
    {what: 'an id comes twice', row: {id: 'E7'}},
    {what: 'an id is no name', row: {id: 'no name'}},
    {what: 'an id is missing', row: {id: undefined}},
    {what: 'a service is unknown', row: {services: ['apo']}},
    {what: 'a source is no text', row: {sources: [5]}},
    {what: 'a kind is unknown', row: {kind: 'accident'}},
    {what: 'a word is null', row: {confidence: null}},
    {what: 'a time has no offset', row: {at: '2024-05-06T10:00:00'}},
    {what: 'the title is empty', row: {title: ''}},
    {what: 'the title would command the terminal', row: {title: 'a\u001b[31m'}},
    {what: 'the title has lines', row: {title: 'a\nb'}},
    {what: 'the detail is too long', row: {detail: 'x'.repeat(20_001)}},
    {what: 'a key is unknown', row: {tittle: 'T'}},
    {what: 'a key comes twice', row: '{"id": "E", "id": "F", "at": "2024-05-06T10:00:00Z", "kind": "impact", "title": "T"}'},
    {
      what: 'a key reaches for the prototype',
      row: '{"__proto__": {}, "id": "E", "at": "2024-05-06T10:00:00Z", "kind": "fault", "title": "T"}',
    },
    {what: 'a row ends before it begins', row: {until: '2024-05-06T08:00:00Z'}},
    {what: 'a row is a number', row: '5'},
    {what: 'a row is missing', row: ''},
    {what: 'a row is never closed', row: '{"id": "E"'},
    {what: 'a second list of events follows', row: '{}], "events": [{}'},
  ])('also in what is wrong where $what', ({row}) => {
    const {long, whole} = both(row);
    expect(whole.issues.length).toBeGreaterThan(0);
    expect(long).toEqual(whole);
  });
});

describe('a file that asks too much of the machine', () => {
  it.each([
    {what: 'nesting', text: '['.repeat(1_000_000), message: 'is nested deeper than 64 levels'},
    {what: 'nesting behind broken texts', text: `{"a": ${'"\n['.repeat(1000)}`, message: 'is nested deeper than 64 levels'},
    {
      what: 'a list',
      text: JSON.stringify({...start, sources: new Array(100_001).fill({id: 's'})}),
      message: 'must have at most 100000 entries',
    },
    {
      what: 'one event',
      text: JSON.stringify({...start, events: [{services: new Array(10_001).fill(1)}]}),
      message: 'has more than 10000 values',
    },
    {
      what: 'everything else',
      text: JSON.stringify({...start, drill: {rows: new Array(1_000_001).fill(1)}}),
      message: 'has more than 1000000 values',
    },
  ])('is refused: $what', ({text, message}) => {
    expect(readTimeline(text).issues.map(issue => issue.message)).toContainEqual(expect.stringContaining(message));
  });

  it('is read up to the bound: 64 levels', () => {
    const nested = (levels: number): string =>
      JSON.stringify({...start, drill: {}}).replace('{}', `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`);
    expect(readTimeline(nested(62)).issues).toEqual([]);
    expect(readTimeline(nested(63)).issues).toHaveLength(1);
  });
});
