import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {keepingIn, keptFile, readKept} from '../../src/cli/saving.js';
import {stateFolderOf, stateIn} from '../../src/cli/state-folder.js';
import type {Plan} from '../../src/engine/plan.js';
import type {Asked} from '../../src/screens/replay/saved-session.js';
import {type AppState, initialState} from '../../src/screens/replay/state/state.js';
import type {Timeline} from '../../src/timeline/types.js';
import {stageFor} from '../helpers/console.js';
import {flagship, night, prepared} from '../helpers/flagship.js';

const opened = {argument: 'a-night', timeline: flagship, hash: 'sha256:1'};
const thrown: Plan = [{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:40')}];
const leftAt = (clock: string, change: Partial<AppState> = {}): AppState => ({
  ...initialState(stageFor(prepared), night(clock), []),
  ...change,
});
const left = leftAt('02:25', {plan: thrown, bookmarks: [night('00:38'), night('05:30')]});

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'incident-replay-keeping-'));
  folder = join(home, 'incident-replay');
});
afterEach(() => rmSync(home, {recursive: true, force: true}));

const file = () => join(folder, keptFile(opened));
const text = () => readFileSync(file(), 'utf8');
/** A start, with the hash of the timeline it opens. */
const start = (hash = opened.hash, asked: Asked = {}) => keepingIn(stateIn(folder), {...opened, hash}, asked);
const asides = () => readdirSync(folder).filter(name => name.includes('.aside-'));

describe('what the console was left with', () => {
  it('comes back in the next start', () => {
    start().leave(left, 0);
    const {opening} = start();
    expect([opening.positionMs, opening.plan, opening.start.bookmarks]).toEqual([night('02:25'), thrown, [night('00:38'), night('05:30')]]);
    expect(opening.start.notice).toBe('Back where you left: 02:25, 1 thrown. 0 goes to the start, u undoes.');
  });

  it('comes back to the millisecond, as playing leaves it', () => {
    const positionMs = night('02:25') + 1234;
    start().leave({...left, positionMs}, 0);
    expect(start().opening.positionMs).toBe(positionMs);
  });

  it('is of one timeline, and its id never becomes a path', () => {
    const names = ['../../x', '/etc/passwd', 'con', 'nul.json', 'a'.repeat(5000), '\u0000', ''].map(id =>
      keptFile({timeline: {...flagship, incident: {...flagship.incident, id}} as Timeline}),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^timeline-[0-9a-f]{32}\.json$/);
  });

  it('is for its owner alone, and whole at any moment', () => {
    start().leave(left, 0);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const before = statSync(file()).ino;
    start().leave(leftAt('05:30'), 0);
    expect(statSync(file()).ino).not.toBe(before); // another file under the name, not the same one written over
    expect(readdirSync(folder)).toEqual([keptFile(opened)]);
  });

  it('is that of the console left last, where there are two', () => {
    const [one, two] = [start(), start()];
    two.leave(leftAt('05:30'), 0);
    one.leave(left, 0);
    expect(start().opening.positionMs).toBe(night('02:25'));
  });

  it('has a theme, of all timelines, once a key has chosen it', () => {
    const first = keepingIn(stateIn(folder), opened, {theme: 'light'});
    first.leave({...left, theme: 'light'}, 0);
    expect(start()).toMatchObject({theme: 'dark', keptTheme: undefined}); // an option is for once
    start().leave({...left, theme: 'color-blind'}, 0);
    const other = {...opened, timeline: {...flagship, incident: {...flagship.incident, id: 'another'}}};
    expect(keepingIn(stateIn(folder), other, {})).toMatchObject({theme: 'color-blind', keptTheme: 'color-blind'});
    expect(keepingIn(stateIn(folder), other, {theme: 'light'}).theme).toBe('light');
  });

  it('is not kept, and not used, where nothing is to be kept', () => {
    start().leave(left, 0);
    const before = text();
    const {opening, leave} = keepingIn(null, opened, {});
    leave(leftAt('05:30'), 0);
    expect(opening.plan).toEqual([]);
    expect(text()).toBe(before);
  });
});

describe('the first start', () => {
  const says = () => start().opening.start.notice;
  it('says what to do, once', () => {
    expect(says()).toMatch(/^space plays/);
    expect(says()).toMatch(/^space plays/); // nothing has been left yet
    start().leave(leftAt('23:33'), 0);
    expect(says()).toBe('');
  });
});

describe('a file that does not fit', () => {
  const write = (content: string) => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(file(), content);
  };
  const good = (change: object = {}) => {
    start().leave(left, 0);
    write(JSON.stringify({...JSON.parse(text()), ...change}));
  };

  it.each([
    ['nothing', ''],
    ['half a file', '{"version": 1, "timeline"'],
    ['another file', '[1, 2]'],
    ['no text', '\uffff\u0000'],
    ['too much', ' '.repeat(2 * 1024 * 1024)],
    ['depth', '['.repeat(500_000)],
  ])('as there is %s in it, is left out with a word, and set aside', (_, content) => {
    write(content);
    const {opening, leave} = start();
    expect(opening.start.notice).toBe('Left out: what was kept, which cannot be read.');
    expect(opening.plan).toEqual([]);
    expect(readFileSync(file(), 'utf8')).toBe(content); // until something is kept in its place
    leave(left, 0);
    expect(asides().map(name => readFileSync(join(folder, name), 'utf8'))).toEqual([content]);
    expect(start().opening.plan).toEqual(thrown);
  });

  it('of a later program stays as it is', () => {
    good({version: 2});
    const before = text();
    const {opening, leave} = start();
    expect(opening.start.notice).toBe('Left out: what a newer incident-replay kept.');
    leave(left, 0);
    expect(text()).toBe(before);
    expect(asides()).toEqual([]);
  });

  it('of another timeline is left out', () => {
    good({timeline: 'another'});
    expect(start().opening.start.notice).toBe('Left out: what was kept, which is of another timeline.');
  });

  it('of another version of the timeline gives its time and bookmarks, not its plan', () => {
    start('sha256:old').leave(left, 0);
    const {opening, leave} = start('sha256:new');
    expect([opening.positionMs, opening.plan, opening.start.bookmarks?.length]).toEqual([night('02:25'), [], 2]);
    expect(opening.start.notice).toBe('Left out: the kept plan, for another version of this timeline. Back: 02:25.');
    leave(leftAt('05:30'), 0);
    expect(asides()).toHaveLength(1); // the plan is not gone
    expect(start('sha256:new').opening.start.notice).toBe('Back where you left: 05:30. 0 goes to the start.');
  });

  it.each([
    [{edits: [{op: 'add', mitigation: 'no-such', at: '2025-10-20T02:25:00-07:00'}]}, '1 kept change to what this timeline does not have'],
    [
      {
        edits: [
          {op: 'remove', action: 'no-such'},
          {op: 'remove', action: 'dwfm.restart'},
        ],
      },
      '1 kept change to what this timeline does not have',
    ],
    [
      {
        edits: [
          {op: 'remove', action: 'dwfm.restart'},
          {op: 'remove', action: 'dwfm.restart'},
        ],
      },
      '1 kept change to what this timeline does not have',
    ],
    [{edits: [{op: 'explode'}]}, 'the kept plan, unreadable'],
    [
      {edits: [{op: 'add', mitigation: 'dns-fence-at-commit', at: '1999-01-01T00:00:00Z'}]},
      '1 kept change to what this timeline does not have',
    ],
    [{position: 12}, 'the kept time, unreadable'],
    [{position: 'yesterday'}, 'the kept time, outside the run'],
    [{bookmarks: ['2025-10-20T02:25:00-07:00', '2031-01-01T00:00:00Z']}, '1 kept bookmark outside the run'],
    [{bookmarks: 'all'}, 'the kept bookmarks, unreadable'],
  ])('with %o is used but for that', (change, words) => {
    good(change);
    const {kept, leftOut, isNewer} = readKept(text(), opened);
    expect(leftOut).toEqual([words]);
    expect(isNewer).toBe(false);
    if (!('position' in change)) expect(kept.positionMs).toBe(night('02:25'));
    if (!('edits' in change)) expect(kept.plan).toEqual(thrown);
  });

  it('for the theme is set aside too', () => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'looks.json'), 'light');
    const {opening, leave, theme} = start();
    expect([theme, opening.start.notice]).toEqual(['dark', 'Left out: the kept theme, unreadable.']);
    leave({...left, theme: 'light'}, 0);
    expect(start().theme).toBe('light');
    expect(asides()).toHaveLength(1);
  });

  it('for the theme, of a later program, keeps what is not known here', () => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'looks.json'), '{"theme": "sepia", "font": 3}');
    expect(start().theme).toBe('dark');
    start().leave({...left, theme: 'light'}, 0);
    expect(JSON.parse(readFileSync(join(folder, 'looks.json'), 'utf8'))).toEqual({theme: 'light', font: 3});
  });
});

describe('after a bug', () => {
  it('comes back what was drawn last', () => {
    start().leave(left, 70);
    expect(start().opening.plan).toEqual(thrown);
  });

  it('does not come back what it fell over at once', () => {
    start().leave(left, 0);
    const {opening, leave} = start();
    leave(leftAt('02:25', {plan: opening.plan, bookmarks: opening.start.bookmarks ?? []}), 70);
    expect(asides()).toHaveLength(1);
    expect(start().opening.plan).toEqual([]);
  });
});

describe('where nothing can be kept', () => {
  it.each([
    ['a file in its place', () => writeFileSync(folder, 'not a folder')],
    ['a link that leads nowhere', () => symlinkSync('/nowhere/at/all', folder)],
    [
      'a file above it',
      () => {
        rmSync(home, {recursive: true});
        writeFileSync(home, '');
      },
    ],
    ['a folder under its name', () => mkdirSync(file(), {recursive: true})],
  ])('as there is %s, the console opens and closes all the same', (_, prepareHome) => {
    prepareHome();
    const {opening, leave} = start();
    expect(opening.plan).toEqual([]);
    expect(() => leave(left, 0)).not.toThrow();
  });
});

describe('the state directory', () => {
  it.each([
    ['linux', {}, '/home/a', '/home/a/.local/state/incident-replay'],
    ['linux', {XDG_STATE_HOME: '/s'}, '/home/a', '/s/incident-replay'],
    ['linux', {XDG_STATE_HOME: 'relative'}, '/home/a', '/home/a/.local/state/incident-replay'],
    ['linux', {XDG_STATE_HOME: ''}, '/home/a', '/home/a/.local/state/incident-replay'],
    ['linux', {}, '', null],
    ['freebsd', {}, '/home/a', '/home/a/.local/state/incident-replay'],
    ['darwin', {}, '/Users/a', '/Users/a/Library/Application Support/incident-replay'],
    ['darwin', {XDG_STATE_HOME: '/s'}, '/Users/a', '/s/incident-replay'],
    ['win32', {LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local'}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Local\\incident-replay'],
    ['win32', {}, 'C:\\Users\\a', 'C:\\Users\\a\\AppData\\Local\\incident-replay'],
  ] as const)('on %s with %o and the home %s is %s', (platform, env, userHome, expected) => {
    expect(stateFolderOf(platform, env, userHome)).toBe(expected);
    if (expected !== null) expect(existsSync(expected)).toBe(false);
  });
});
