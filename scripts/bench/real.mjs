// Benchmarks of the real console in a real pseudo-terminal.
import {median, open, pause, program} from './terminal.mjs';

const escapeKey = '\u001B';
const enter = '\r';
const whole = number => Math.round(number);

/** Side by side, round after round, so that what else the machine does meets all of them alike. */
export async function start() {
  const rounds = 11;
  const ended = async args => {
    const terminal = open(args);
    return terminal.ended;
  };
  const drawn = async args => {
    const terminal = open(args);
    const waitMs = await terminal.firstFrame();
    await terminal.close();
    return waitMs;
  };
  const starts = [
    {what: 'node alone', wait: () => ended(['-e', '0'])},
    {what: '--help', wait: () => ended([program, '--help']), limitTimesNode: 2},
    {what: 'first frame', wait: () => drawn([program]), limitTimesNode: 5.5},
  ].map(each => ({...each, waitsMs: []}));
  for (let round = 0; round < rounds; round++) for (const {wait, waitsMs} of starts) waitsMs.push(await wait());
  const nodeMs = median(starts[0].waitsMs);
  return starts.map(({what, waitsMs, limitTimesNode}) => {
    const medianMs = median(waitsMs);
    const times = limitTimesNode === undefined ? {} : {timesNode: Number((medianMs / nodeMs).toFixed(1)), limitTimesNode};
    return {what, leastMs: whole(Math.min(...waitsMs)), medianMs: whole(medianMs), ...times};
  });
}

/** Waits for a key's frame again and again; `undo` brings back where it began, and is not counted. */
export async function keyWaits(terminal, {press, undo = [], marks, rounds = 15}) {
  const waitsMs = [];
  for (let round = 0; round < rounds; round++) {
    for (const key of press) {
      waitsMs.push(await terminal.press(key, marks?.[key]));
      await terminal.rest();
    }
    for (const key of undo) {
      terminal.send(key);
      await terminal.rest();
    }
  }
  return {medianMs: whole(median(waitsMs)), mostMs: whole(Math.max(...waitsMs))};
}

const changes = [
  {what: 'a minute on', press: ['.']},
  {what: 'an hour on and back', press: ['>', '<']},
  {what: 'to the next event and back', press: ['l', 'h']},
  {what: 'the cursor of the record down and up', press: ['j', 'k']},
  {what: 'the next panel', press: ['\t']},
  {what: 'compare and back', press: ['c', '1']},
  {what: 'map and back', press: ['2', '1']},
  {what: 'record and back', press: ['4', '1']},
  {what: 'fidelity and back', press: ['5', '1']},
  {what: 'mitigations', press: ['m'], undo: [escapeKey]},
  {what: 'help', press: ['?'], undo: [escapeKey]},
  {what: 'why', press: ['y'], undo: [escapeKey]},
  {what: 'another theme', press: ['t']},
  {what: 'go-to, typed', press: ['g', '0', '2', ':'], undo: [escapeKey]},
  {what: 'search, typed', press: ['/', 'd', 'n', 's'], undo: [escapeKey]},
];

/** From a key to the frame it causes, in the real program at 120x40, in history and in a what-if; then throwing and taking back. */
export async function* key() {
  for (const where of ['history', 'a what-if']) {
    const plan = where === 'history' ? [] : ['--what-if', 'nlb-failover-off@05:30'];
    const terminal = open([program, 'play', '--no-keep', '--at', '02:05', ...plan]);
    await terminal.firstFrame();
    await terminal.rest();
    await keyWaits(terminal, {press: ['.', ','], rounds: 10});
    const limitMs = where === 'history' ? 30 : 50;
    for (const change of changes) yield {what: change.what, where, ...(await keyWaits(terminal, change)), limitMs};
    if (where === 'history') {
      terminal.send('m');
      await terminal.rest();
      yield {what: 'throw a mitigation, take it back', where, ...(await keyWaits(terminal, {press: [enter], rounds: 30})), limitMs: 50};
    }
    await terminal.close();
  }
}

/** The cost of playing, frames and all, as a share of one core. Until the band of a what-if is known, working it out takes what is left. */
export async function* play() {
  const seconds = 8;
  for (const size of ['120x40', '200x60']) {
    for (const where of ['history', 'a what-if']) {
      for (const [speed, faster] of [
        ['60×', ''],
        ['3600×', ']]]]]'],
      ]) {
        const plan = where === 'history' ? [] : ['--what-if', 'nlb-failover-off@05:30'];
        const terminal = open([program, 'play', '--no-keep', '--at', speed === '60×' ? '02:20' : '23:48', ...plan], size);
        await terminal.firstFrame();
        await terminal.rest();
        if (where !== 'history') await pause(8); // the band is known by then
        for (const step of faster) terminal.send(step);
        await terminal.rest();
        terminal.send(' ');
        terminal.forget();
        const fromSeconds = terminal.cpuSeconds();
        const fromMs = performance.now();
        await pause(seconds);
        const tookSeconds = (performance.now() - fromMs) / 1000;
        const percent = ((terminal.cpuSeconds() - fromSeconds) / tookSeconds) * 100;
        const framesPerSecond = Number((terminal.frames() / tookSeconds).toFixed(1));
        await terminal.close();
        yield {size, where, speed, framesPerSecond, percentOfACore: Number(percent.toFixed(1)), limitPercent: 15};
      }
    }
  }
}

const services = '\u001B[Z'; // shift-tab, from the record
export const lines = [
  // At 80x24 nothing stands beside the services: the selection leaves one row and comes to the next.
  {
    what: 'j and k in the services: the selection, one row',
    size: '80x24',
    before: services,
    keys: ['j', 'j', 'k', 'j', 'k'],
    limitBytes: 400,
  },
  {what: '] and [: the speed', size: '120x40', keys: [']', '[', ']', '['], limitBytes: 400},
  {what: 'a letter of a search', size: '120x40', before: '/', keys: ['d', 'n', 's'], limitBytes: 400},
  {what: 'j and k in the services with the detail beside: a panel', size: '120x40', before: services, keys: ['j', 'j', 'k', 'j', 'k']},
];

/** What is written for a key that changes one line; and, to compare, for one that changes a panel. */
export async function* line() {
  for (const {what, size, before, keys, limitBytes} of lines) {
    const terminal = open([program, 'play', '--no-keep', '--at', '02:30'], size);
    await terminal.firstFrame();
    await terminal.rest();
    if (before !== undefined) await terminal.bytesOf(before);
    const bytes = [];
    for (const key of keys) bytes.push(await terminal.bytesOf(key));
    await terminal.close();
    yield {what, size, medianBytes: median(bytes), mostBytes: Math.max(...bytes), limitBytes};
  }
}
