import {type Plan, subjectOf} from '../../engine/plan.js';
import {simulate} from '../../engine/simulate.js';
import {sinceStartExact} from '../../format/clock.js';
import {parseTime, timeForms} from '../../format/time-expression.js';
import type {Ms} from '../../timeline/types.js';
import {type ThemeName, themeNames} from '../../tui/theme.js';
import {command} from '../command.js';
import {saysNotUtf8} from '../locale.js';
import {streamOf} from '../plain.js';
import {planOf, planOptions} from '../plan-argument.js';
import {printLines} from '../print.js';
import {type Opened, openTimeline, readied, timelinePositional} from '../timeline-argument.js';

export const play = command({
  name: 'play',
  usage: '[timeline]',
  summary: 'the console: replay an incident and change it (also without a command)',
  positionals: timelinePositional,
  options: {
    at: {type: 'string', requiresArg: true, value: 'T', describe: 'open at this time instead of the start'},
    ...planOptions,
    theme: {choices: themeNames, requiresArg: true, value: 'NAME', describe: `the colours: ${themeNames.join(', ')}`},
    'screen-reader': {type: 'boolean', describe: 'say what changes in plain lines, for a screen reader; INK_SCREEN_READER=true does too'},
    ascii: {type: 'boolean', describe: 'draw with ASCII alone; without it the locale decides, --no-ascii never does'},
    mouse: {type: 'boolean', default: true, describe: 'clicks, wheel and drags; --no-mouse leaves them to the terminal'},
  },
  examples: [
    ['incident-replay', 'the console'],
    ['incident-replay mine.json --at T+2:37', 'a file of your own, from there'],
    ['incident-replay play | less', 'the whole run as plain lines'],
  ],
  notes: `Without a terminal on both sides it prints the run as plain lines.\n\nWith the mouse on, shift+drag selects text (option on macOS).\n\nA time is one of: ${timeForms}.`,
  async run(args, io) {
    const {colorLevel, describeBug, env} = io;
    const isHeard = args['screen-reader'] ?? env.INK_SCREEN_READER === 'true';
    const terminal = env.TERM === 'dumb' && !isHeard ? null : io.terminal;
    // What draws is loaded while the file is read; plain lines and speech do without.
    const drawing = terminal === null || isHeard ? null : import('../../tui/play.js');
    const opened = await openTimeline(io, args.timeline);
    const {timeline} = opened;
    const plan = await planOf(args, opened, io);
    const positionMs = args.at === undefined ? undefined : parseTime(args.at, timeline);
    const prepared = readied(opened);
    if (terminal === null) {
      printLines(io.stdout, streamOf(simulate(prepared, plan), prepared.history, positionMs ?? Number.NEGATIVE_INFINITY));
      return 0;
    }
    const looks = isHeard ? ['--screen-reader'] : [];
    const reopen = (newPlan: Plan, atMs: Ms, theme: ThemeName): string =>
      reopenCommand(opened, newPlan, atMs, [...looks, ...looksOf(theme, args.ascii, args.mouse)]);
    const theme = args.theme ?? 'dark';
    const options = {...terminal, timeline, prepared, plan, positionMs, theme, reopen, describeBug};
    if (drawing === null) return (await import('../../tui/play-spoken.js')).playSpoken(options);
    return (await drawing).play({...options, colorLevel, isAscii: args.ascii ?? saysNotUtf8(env), hasMouse: args.mouse});
  },
});

/** How the console looks and what it takes, as options; nothing for what it would be anyway. */
export function looksOf(theme: ThemeName, ascii: boolean | undefined, mouse = true): readonly string[] {
  const colors = theme === 'dark' ? [] : ['--theme', theme];
  const characters = ascii === undefined ? [] : [ascii ? '--ascii' : '--no-ascii'];
  return [...colors, ...characters, ...(mouse ? [] : ['--no-mouse'])];
}

/** A command line that opens exactly this: the timeline, the plan, the moment, and the looks. */
export function reopenCommand(
  {argument, timeline}: Pick<Opened, 'argument' | 'timeline'>,
  plan: Plan,
  atMs: Ms,
  looks: readonly string[] = [],
): string {
  const time = (ms: Ms): string => sinceStartExact(timeline, ms);
  const edits = plan.flatMap(edit => {
    if (edit.op === 'remove') return ['--without', edit.action];
    return [edit.op === 'add' ? '--what-if' : '--move', `${subjectOf(edit)}@${time(edit.atMs)}`];
  });
  return ['incident-replay', 'play', argument, '--at', time(atMs), ...edits, ...looks].map(quoted).join(' ');
}

/** A word as a POSIX shell takes it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`);
