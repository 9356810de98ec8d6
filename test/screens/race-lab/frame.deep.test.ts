import {describe, expect, it} from 'vitest';
import {toAscii} from '../../../src/screen/ascii.js';
import {settled} from '../../../src/screens/race-lab/checking.js';
import {labAt} from '../../../src/screens/race-lab/night.js';
import {type LabState, openedLab, reduceLab, rulesOf} from '../../../src/screens/race-lab/state.js';
import {lastTold} from '../../../src/screens/race-lab/view.js';
import {night as nightAt, prepared} from '../../helpers/flagship.js';
import {hurried, labIn, pressed, screenOfLab} from '../../helpers/lab.js';

const armed = '41144222';
/** E3 has a pass for plan 4 when the record empties: it is blocked. */
const blocked = '411442233212';

/** The same where an operator may repair: one choice more. */
const blocked5 = 'x 4 enter 411422433313';

/** A check of a large world, a moment after it was asked for. */
function checking(): LabState {
  const large = hurried(labIn('none', [4, 5, 2, 2]), 'c');
  const checker = {type: 'working', states: 734_208, level: 14, expected: 2_316_000, doing: 'exploring'} as const;
  return reduceLab(large, {type: 'news', news: {type: 'checker', rules: rulesOf(large), checker}});
}

const frames: Readonly<Record<string, () => LabState>> = {
  start: () => settled(labIn()),
  stale: () => pressed(labIn(), armed),
  blocked: () => pressed(labIn(), blocked),
  replay: () => pressed(labIn(), 'r $'),
  'replay-endpoints': () => pressed(labIn('none', [3, 4, 2, 2]), 'r $'),
  'same-steps': () => pressed(labIn(), 'r p down space w j'),
  task: () => pressed(labIn(), 'x 4 enter'),
  checking,
  results: () => pressed(labIn('skip'), 'c'),
  exercises: () => pressed(labIn(), 'x 4'),
  protections: () => pressed(labIn('fence'), 'p down'),
  endpoints: () => pressed(labIn('recheck+crash+lease+expire', [4, 5, 2, 2]), '1 1 1'),
};

describe('the lab looks like this', () => {
  for (const [name, state] of Object.entries(frames)) {
    it.each(['80x24', '120x40'])(`${name} at %s`, async on => {
      const lines = screenOfLab(state(), on).map(line => line.trimEnd().replace(/looked at in [\d.]+ s/, 'looked at in 0.05 s'));
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../../golden/lab-${name}-${on}.txt`);
    });
  }

  it('on a large screen', async () => {
    const lines = screenOfLab(pressed(labIn(), `${armed}12`), '200x60').map(line => line.trimEnd());
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../golden/lab-outage-200x60.txt');
  });
});

describe('what a step means is said whole, or the key that says the rest', () => {
  const night = (): LabState => openedLab(labAt(prepared.history, nightAt('23:50')));
  const stories: Readonly<Record<string, () => LabState>> = {
    'one record': () => pressed(labIn(), 'r'),
    'two records': () => pressed(labIn('none', [3, 4, 2, 2]), 'r'),
    'every enactor acts': () => pressed(labIn('hold', [3, 4, 2, 2]), 'r'),
    'another protection': () => pressed(labIn(), 'r p down space w'),
    'the night': night,
  };

  it.each(Object.keys(stories))('%s', name => {
    const start = pressed(stories[name]?.() ?? labIn(), '0');
    for (let state = pressed(start, 'right'); ; state = pressed(state, 'right')) {
      const told = lastTold(state);
      const lines = screenOfLab(state, '80x24').map(line => line.trim());
      const from = lines.findIndex(line => line.includes(` ${told?.step}  ${told?.label} `));
      expect(from).toBeGreaterThan(0);
      const shown = lines
        .slice(from + 1, -1)
        .join(' ')
        .trim();
      const whole = told?.sentences.join(' ') ?? '';
      expect(shown.endsWith('(y: more)') || shown.endsWith(whole), shown).toBe(true);
      if (state.rest.length === 0) break;
    }
  });

  it('by hand too, where one is blocked', () => {
    expect(screenOfLab(pressed(labIn(), blocked), '80x24').join('\n')).toContain('(y: more)');
  });
});

it.each(['recheck', 'expire', 'early+skip+hold+passed+guard'])('no word about the world is cut off: %s', variant => {
  expect(
    screenOfLab(pressed(labIn(variant), 'p'), '80x24')
      .slice(3)
      .join('\n'),
  ).not.toContain('…');
});

describe('the lab says what matters in words', () => {
  const text = (state: LabState, on = '80x24'): string => screenOfLab(state, on).join('\n');

  it.each([
    {what: 'a stale pass', keys: armed, says: 'PASS IS STALE: DNS has 4'},
    {what: 'a step back, before it is done', keys: armed, says: /E1 apply +writes plan 2 over plan 4 +\(goes backwards\)/},
    {what: 'a deletion of what is live', keys: `${armed}1`, says: /E2 clean +deletes plans 1 and 2 +\(plan 2 is live\)/},
    {what: 'the empty record', keys: `${armed}12`, says: /plan 2 DELETED[\s\S]*<- LIVE[\s\S]*EMPTY: plan 2 is gone +history 1 4<2/},
    {what: 'why one cannot write', keys: blocked, says: /- +E3 apply +blocked: the record points at plan 2, which no longer/},
    {what: 'the same in one line, where there is room for one', keys: blocked5, says: /which no longer exists +$/m},
    {what: 'how near it is', keys: armed, says: 'outage: 2 steps away at the nearest'},
    {what: 'that there is no way back', keys: `${armed}12`, says: 'outage: now; no enactor leads back'},
    {what: 'an answer and when it was got', keys: armed, says: '"2 > 1" step 3'},
    {what: 'how long one waits', keys: armed, says: 'waits 5'},
  ])('$what', ({keys, says}) => {
    expect(text(pressed(labIn(), keys))).toMatch(says);
  });

  it('a hint names the nearest step, and only when it is asked for', () => {
    expect(text(pressed(labIn(), armed))).not.toContain('<- nearest');
    expect(text(pressed(labIn(), `h ${armed}`))).toMatch(/E1 apply .*<- nearest/);
    expect(text(pressed(labIn('fence'), 'h'))).not.toContain('<- nearest');
  });

  it('believes and is, side by side where there is room', () => {
    expect(text(pressed(labIn('none', [2, 4, 1, 2]), armed.replaceAll('4', '3')), '120x40')).toContain(
      'PASS IS STALE: believes DNS has 1, it has 4',
    );
  });

  it('what a lease does to the others', () => {
    expect(text(pressed(labIn('lease'), '1'))).toMatch(/E2 E3 pick +waits for the lease: E1 holds it/);
    expect(text(pressed(labIn('lease+crash'), '12'))).toContain('E1 holds it, and is dead');
  });

  it('everything in ASCII', () => {
    for (const state of Object.values(frames)) {
      for (const line of screenOfLab(state(), '120x40').map(toAscii)) expect(line).toMatch(/^[ -~]*$/);
    }
  });
});

describe('nothing moves that did not change', () => {
  it.each(['80x24', '120x40', '200x60'])('at %s the areas keep their rows through a story', on => {
    const titles = ['PLAN STORE', 'ENACTORS', 'DNS RECORD', 'WHAT CAN HAPPEN NEXT'];
    const rowsOf = (state: LabState): readonly number[] =>
      titles.map(title => screenOfLab(state, on).findIndex(line => line.includes(title)));
    const first = rowsOf(settled(labIn()));
    expect(first).not.toContain(-1);
    for (let steps = 1; steps <= blocked.length; steps++) expect(rowsOf(pressed(labIn(), blocked.slice(0, steps)))).toEqual(first);
  });
});

it('needs a screen of a size, and says so', () => {
  expect(screenOfLab(labIn(), '60x10').join('\n')).toContain('needs 80x24, has 60x10');
});
