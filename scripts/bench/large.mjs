// Benchmarks of the console on very long records.
import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writeLongRecord} from '../long-record.mjs';
import {keyWaits} from './real.mjs';
import {median, open, program} from './terminal.mjs';

const right = '\u001B[C';
const left = '\u001B[D';
const up = '\u001B[A';
const down = '\u001B[B';
const pageUp = '\u001B[5~';
const pageDown = '\u001B[6~';
const escapeKey = '\u001B';

const sizes = [
  {events: 100_000, limitOpenMs: 1000, limitKeyMs: 30},
  {events: 1_000_000, limitOpenMs: 6000, limitKeyMs: 50},
];

const changes = [
  {what: 'to the next event and back', press: [right, left]},
  {what: 'the cursor down and up', press: [down, up]},
  {what: 'a minute on', press: ['.']},
  {what: 'an hour on', press: ['>']},
  {what: 'to the end and the start', press: ['$', '0']},
  {what: 'the next panel', press: ['\t']},
  {what: 'compare, which says why not', press: ['c']},
  {what: 'the map and back', press: ['2', '1']},
  {what: 'the record and back', press: ['4', '1']},
];
const onTheRecord = [
  {what: 'the record: the cursor down and up', press: [down, up]},
  {what: 'the record: a page down and up', press: [pageDown, pageUp]},
  {what: 'the record: to the end and the start', press: ['$', '0']},
];

export async function* large() {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-bench-'));
  try {
    for (const size of sizes) yield* oneRecord(join(folder, 'record.json'), size);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

async function* oneRecord(path, {events, limitOpenMs, limitKeyMs}) {
  writeLongRecord(events, path);
  const megabytes = Math.round(statSync(path).size / 1e6);
  const opens = [];
  for (let round = 0; round < 2; round++) {
    const terminal = open([program, path]);
    opens.push(await terminal.firstFrame());
    await terminal.close();
  }
  const terminal = open([program, path]);
  opens.push(await terminal.firstFrame());
  yield {
    what: 'first frame',
    events,
    megabytes,
    medianMs: Math.round(median(opens)),
    peakMb: terminal.peakMegabytes(),
    limitMs: limitOpenMs,
  };
  await terminal.rest();
  for (const change of changes)
    yield {what: change.what, events, ...(await keyWaits(terminal, {...change, rounds: 5})), limitMs: limitKeyMs};
  yield* searching(terminal, events, limitKeyMs);
  terminal.send('4');
  await terminal.rest();
  for (const change of onTheRecord)
    yield {what: change.what, events, ...(await keyWaits(terminal, {...change, rounds: 5})), limitMs: limitKeyMs};
  await terminal.close();
}

/** Each search is for words that were not searched for before. */
async function* searching(terminal, events, limitKeyMs) {
  for (const [what, words] of [
    ['first search, for two words', 'shard 77'],
    ['search for a rare word', '10006'],
    ['search for what is not there', 'zebra'],
  ]) {
    for (const letter of `/${words}`) await terminal.press(letter);
    yield {what, events, ms: Math.round(await terminal.press('\r')), limitMs: 200};
    await terminal.rest();
    if (words === 'zebra') terminal.send(escapeKey);
    else yield {what: 'next hit and back', events, ...(await keyWaits(terminal, {press: ['n', 'N'], rounds: 5})), limitMs: limitKeyMs};
    await terminal.rest();
  }
}
