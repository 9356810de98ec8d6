// The pictures of the README: plays the built program in a real terminal, key by key, and writes what its screen shows as docs/*.svg.
// With --check it writes nothing and says which pictures are out of date.
import {mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {svgOf} from './svg.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const docs = join(root, 'docs');
const esc = '\u001B';

/** A picture: the arguments of the program, then keys and the text that each must bring; the last text is what the picture is of. */
const picture = (file, args, ...steps) => ({file, args, steps});
const replay = (file, args, ...steps) => picture(file, ['play', '--no-keep', ...args], ['', 'TIMELINE'], ...steps);
const pictures = [
  replay('replay-120x40', ['--at', '02:31']),
  replay('replay-80x24', ['--at', '02:31']),
  replay('replay-200x60', ['--at', '02:31']),
  replay(
    'what-if-120x40',
    ['--at', '06:52'],
    ['m', 'MITIGATION'],
    ...Array.from({length: 17}, () => ['j', '']),
    ['', 'failover off'],
    ['\r', 'WHAT-IF'],
    ['', 'band -\\d+ to -\\d+ %'],
  ),
  replay('why-120x40', ['--at', '03:00'], ['y', 'NECESSARY']),
  replay('compare-120x40', ['--at', '06:52', '--what-if', 'nlb-failover-off@06:52'], ['c', 'band -\\d+ to -\\d+ %']),
  replay('map-120x40', ['--at', '03:00'], ['2', 'NECESSARY|anyway']),
  replay('record-120x40', ['--at', '02:25'], ['4', 'RECORD']),
  replay('fidelity-120x40', ['--at', '02:31'], ['5', 'predicted']),
  picture('race-80x24', ['race'], ['', 'outage: \\d+ steps'], ['r', 'step 0 of 10'], ['j', 'PASS IS STALE']),
  picture(
    'drill-80x24',
    ['drill', '--solo', '--seed', '1'],
    ['', 'THE BRIEF'],
    ['\r', 'MESSAGES'],
    [' ', '23:49 screen'],
    ['l', 'LOOK'],
    ['\r', 'not normal'],
    [' ', '23:56 page'],
  ),
];

/** The screen of a picture, once it shows what the picture is of and nothing is being worked out any more. */
async function played({file, args, steps}, folder) {
  const [columns, rows] = file.split('-').at(-1).split('x').map(Number);
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
  const {CI, NO_COLOR, FORCE_COLOR, TMUX, ...env} = process.env;
  const pty = spawn(process.execPath, [join(root, 'bin/incident-replay.js'), ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: folder, // a drill writes its journal where it is played
    env: {...env, COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8', XDG_STATE_HOME: folder},
  });
  let pending = 0;
  let written = '';
  pty.onData(text => {
    written += text;
    pending++;
    terminal.write(text, () => pending--);
  });
  const screen = () => Array.from({length: rows}, (_, row) => terminal.buffer.active.getLine(row)?.translateToString() ?? '').join('\n');
  const isWithinFrame = () => written.lastIndexOf(`${esc}[?2026h`) > written.lastIndexOf(`${esc}[?2026l`);
  const shows = async wanted => {
    for (
      let waits = 0;
      pending > 0 || isWithinFrame() || !new RegExp(wanted).test(screen()) || /pending|proving|working/.test(screen());
      waits++
    ) {
      if (waits > 1500) throw new Error(`${file}: the screen does not show ${wanted}\n${screen()}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  for (const [keys, wanted] of steps) {
    pty.write(keys);
    // A key that brings nothing by itself still has its frame.
    await (wanted === '' ? new Promise(resolve => setTimeout(resolve, 60)) : shows(wanted));
  }
  const shown = args.filter(word => word !== '--no-keep');
  const svg = svgOf(terminal, `incident-replay ${shown.join(' ')}`);
  pty.write(`${esc}q`);
  pty.kill('SIGKILL');
  return svg;
}

const folder = mkdtempSync(join(tmpdir(), 'incident-replay-tour-'));
const made = new Map();
for (const each of pictures) made.set(`${each.file}.svg`, await played(each, folder));
rmSync(folder, {recursive: true, force: true});

const read = name => {
  try {
    return readFileSync(join(docs, name), 'utf8');
  } catch {
    return '';
  }
};
const gone = readdirSync(docs).filter(name => name.endsWith('.svg') && !made.has(name));
const stale = [...made].filter(([name, svg]) => read(name) !== svg).map(([name]) => name);
if (!process.argv.includes('--check')) {
  for (const name of stale) writeFileSync(join(docs, name), made.get(name));
  for (const name of gone) unlinkSync(join(docs, name));
} else if (stale.length + gone.length > 0) {
  console.error(`${[...stale, ...gone].join(', ')}: out of date, run npm run tour`);
  process.exitCode = 1;
}
