import {readFileSync} from 'node:fs';
import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Prepared, prepare} from '../../../src/engine/simulate.js';
import {loadTimeline} from '../../../src/import/load.js';
import {aloud} from '../../../src/screen/aloud.js';
import {wordOfKey} from '../../../src/screen/key-names.js';
import {explained, namesOf} from '../../../src/screen/keys.js';
import {keysWith} from '../../../src/screens/replay/keys.js';
import {drawn} from '../../../src/screens/replay/spoken/place.js';
import {replayVoice} from '../../../src/screens/replay/spoken/spoken.js';
import type {AppState} from '../../../src/screens/replay/state/state.js';
import {spokenKeys} from '../../../src/surfaces/voice.js';
import {answered, replayFrom, viewAt} from '../../helpers/console.js';
import {night, prepared} from '../../helpers/flagship.js';
import {listen, transcript} from '../../helpers/listener.js';

const fixture = (name: string): Prepared => {
  const file = `test/fixtures/cli/${name}.json`;
  return prepare(loadTimeline(file, readFileSync(file, 'utf8')));
};
const shop = fixture('shop-bad-release');
const mail = fixture('mail-record');

/** What is drawn and cannot be heard: escape bytes, signs, frames, bars. */
const unheard = /[\u0000-\u001F\u007F-\u009F─-▟●▲◆✖↻△⌐▼›…]/;

describe('a session, key by key', () => {
  const sessions = [
    {name: 'automation-off', at: '23:33', script: 'm enter c page-down escape g 0 2 : 2 5 enter i u'},
    {name: 'night', at: '23:33', script: 'right right . shift-right left b ] , , , , , , > n $ right'},
    {
      name: 'looking',
      at: '03:00',
      script: 'shift-tab down down down enter page-down escape y escape tab up enter escape / l e n d enter n q',
    },
    {name: 'mitigating', at: '05:30', script: 'm up down page-down enter escape c 1 u ctrl-r y escape 0 ?'},
    {
      name: 'screens',
      at: '02:31',
      script: '2 down y escape escape 4 down page-down enter f down space a tab escape escape B e c 2 escape : d n s escape c 3',
    },
    {name: 'mistakes', at: '23:33', script: "u u ' z g x enter backspace escape left 0 left up escape 5 page-down escape s"},
  ];
  it.each(sessions)('$name', async ({name, at, script}) => {
    const heard = transcript(prepared, night(at), script);
    expect(heard.replaceAll('\n', ' ')).not.toMatch(unheard);
    await expect(heard).toMatchFileSnapshot(`../../golden/spoken-${name}.txt`);
  });

  it('of a record without a model says so, and whose statuses they are', async () => {
    const heard = transcript(mail, mail.history.startMs, 'right right shift-tab m c y i');
    expect(heard).not.toContain('SIMULATED');
    await expect(heard).toMatchFileSnapshot('../../golden/spoken-record-only.txt');
  });
});

describe('while it plays', () => {
  it('nothing is said until somebody asks, and then what has happened meanwhile, once', () => {
    const listener = listen(prepared, night('23:40'));
    listener.waits(10_000);
    listener.heard();
    expect(listener.press('space').flat()).toEqual(['Playing at 60 times real time. Space pauses, I says where it is.']);
    expect(listener.waits(6000)).toEqual([]);
    const [paused, time, ...events] = listener.press('space').flat();
    expect(paused).toBe('Paused.');
    expect(time).toBe('23:46 PDT, 06:46 UTC, 2 minutes before the incident.');
    expect(events).toEqual([
      'FACT 23:45 impact, unverified: Container launches fail, clusters scale slowly.',
      'FACT 23:45 impact, single source: GitLab.com sees its first 502s.',
      "FACT 23:46 impact, single source: Chargebee's major-impact window starts.",
    ]);
    expect(listener.press('space', 'space').flat()).toEqual([
      'Playing at 60 times real time. Space pauses, I says where it is.',
      'Paused.',
    ]);
  });

  it('a key that does not move the time is answered alone', () => {
    const listener = listen(prepared, night('23:40'));
    listener.press('space');
    listener.waits(6000);
    expect(listener.press(']').flat()).toEqual(['Speed: 120 times real time.']);
    expect(listener.press('i').flat()[0]).toBe('FACT 23:45 impact, unverified: Container launches fail, clusters scale slowly.');
  });

  it('where it stops by itself is said', () => {
    const listener = listen(shop, shop.history.endMs - 60_000);
    listener.press('space');
    const said = listener.waits(60_000).flat();
    expect(said[0]).toBe('Paused.');
    expect(said[1]).toBe('The run ends here.');
  });

  it('what has been worked out meanwhile is said when it stands still', () => {
    const listener = listen(prepared, night('23:33'));
    listener.press('m', 'enter', 'escape', 'space');
    expect(listener.waits(20_000)).toEqual([]);
    expect(
      listener
        .press('space')
        .flat()
        .some(line => line.startsWith('Band: from minus')),
    ).toBe(true);
  });
});

describe('what takes long', () => {
  it('is said when it is there, if it is still asked', () => {
    const listener = listen(prepared, night('23:33'));
    listener.press('m');
    expect(
      listener
        .waits(5000)
        .flat()
        .filter(line => line.startsWith('thrown now')),
    ).toHaveLength(1);
    listener.press('down', 'escape');
    expect(listener.waits(5000)).toEqual([]);
  });
});

describe('the keys', () => {
  it('of this mode mean nothing else in any place', () => {
    expect(keysWith(() => '').flatMap(namesOf)).not.toContain('i');
  });

  it('are all in the help, as words', () => {
    const program = replayFrom(prepared, viewAt(prepared, night('02:31')).state);
    const lines = spokenKeys({program, view: viewAt(prepared, night('02:31'))});
    for (const key of explained(program)) {
      const line = lines.find(each => each.includes(aloud(key.help)));
      expect(line).toBeDefined();
      expect(namesOf(key).some(name => line?.includes(wordOfKey(name)))).toBe(true);
    }
    expect(lines.join('\n')).toMatch(/^[A-Za-z0-9 ,:;.()\n]+$/);
  });

  it('that mean nothing say so', () => {
    expect(listen(shop, 0).press('home', '~').flat().at(-1)).toMatch(/^~ means nothing here/);
  });
});

const anyKey = fc.constantFrom(
  ...['right', 'left', 'shift-right', 'shift-left', 'up', 'down', 'page-up', 'page-down', 'tab', 'shift-tab', 'enter', 'escape', 'space'],
  ...['backspace', 'ctrl-r', ..."mycu15gb'[],.<>0$/nNt?izxs~é"],
  'wait',
);

describe('whatever is pressed', () => {
  it.each([
    {of: 'a small model', subject: shop, runs: 150},
    {of: 'a record', subject: mail, runs: 50},
    {of: 'the flagship', subject: prepared, runs: 25},
  ])('$of is heard as short plain lines, nothing twice', ({subject, runs}) => {
    let said = 0;
    const keys = fc.array(anyKey, {minLength: 5, maxLength: 40});
    const property = fc.property(keys, fc.nat(), (pressed, start) => {
      const {startMs, endMs} = subject.history;
      const listener = listen(subject, startMs + (start % (endMs - startMs)));
      let last = listener.heard();
      for (const key of pressed) {
        const blocks = key === 'wait' ? listener.waits(700) : listener.press(key);
        for (const block of blocks) {
          expect(block.length).toBeLessThanOrEqual(30);
          for (const line of block) expect(line).not.toMatch(unheard);
          if (key !== 'i' && key !== 's') expect(block).not.toEqual(last.at(-1));
          last = [block];
          said++;
        }
      }
    });
    fc.assert(property, {numRuns: runs});
    expect(said).toBeGreaterThan(runs * 3);
  });

  it('changes nothing is answered with nothing: the same view has no news', () => {
    const view = answered(prepared, viewAt(prepared, night('02:31')));
    expect(replayVoice.tell(view, view, true).lines).toEqual([]);
  });
});

describe('a place without words of its own', () => {
  const places: readonly Partial<AppState>[] = [
    {screen: {type: 'compare', scroll: 0}},
    {screen: {type: 'fidelity', scroll: 0}},
    {overlay: {type: 'mitigations', scroll: 0}},
    {overlay: {type: 'why', service: 'ec2', scroll: 0}},
  ];
  it.each(places)('is read out as its panels draw it: %j', state => {
    const {words, lines} = drawn(answered(prepared, viewAt(prepared, night('05:30'), [], state)), 'anything');
    expect(words).toMatch(/^[A-Z]{3}/);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of [words, ...lines]) expect(line).not.toMatch(/[─-▟●▲◆✖↻]/);
  });
});

describe('aloud', () => {
  it.each([
    ['saves 28.4 bn user-min (-29 %)', 'saves 28.4 billion user-minutes, minus 29 percent'],
    ['band -34 to -26 %  66.1 bn to 73.9 bn user-min', 'band from minus 34 to minus 26 percent, 66.1 billion to 73.9 billion user-minutes'],
    ['✖ DynamoDB            hard: leases', 'major outage: DynamoDB, hard: leases'],
    [' ✖ EC2 launches  major outage since 23:48', 'EC2 launches, major outage since 23:48'],
    [' ✖ 23:48 to 02:40   2 h 52 min', 'major outage: 23:48 to 02:40, 2 hours 52 minutes'],
    ['✖ 3   ◆ 1', '3 major outage, 1 partial outage'],
    ['├ 23:48 DWFM leases: <0.1 % held', '23:48 DWFM leases: less than 0.1 percent held'],
    ['-6h50 +45m -1d04', 'minus 6 hours 50 minutes plus 45 minutes minus 1 day 4 hours'],
    ['1 min, 2 h 1 min, 978 s', '1 minute, 2 hours 1 minute, 978 seconds'],
    ['No later event. $ goes to the end.', 'No later event. Dollar goes to the end.'],
    ['2025-10-20 at T-0:15 in us-east-1', '2025-10-20 at T-0:15 in us-east-1'],
    ['a\u001B[31mb', 'a\uFFFD[31mb'],
  ])('%j is %j', (text, words) => {
    expect(aloud(text)).toBe(words);
  });
});
