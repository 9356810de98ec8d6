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
  },
  examples: [
    ['incident-replay', 'the console'],
    ['incident-replay mine.json --at T+2:37', 'a file of your own, from there'],
    ['incident-replay play | less', 'the whole run as plain lines'],
  ],
  notes: `Without a terminal on both sides it prints the run as plain lines.\n\nA time is one of: ${timeForms}.`,
  async run(args, io) {
    const opened = await openTimeline(io, args.timeline);
    const {timeline} = opened;
    const plan = await planOf(args, opened, io);
    const positionMs = args.at === undefined ? undefined : parseTime(args.at, timeline);
    const prepared = readied(opened);
    const {colorLevel, describeBug, terminal} = io;
    const isHeard = args['screen-reader'] ?? io.env.INK_SCREEN_READER === 'true';
    if (terminal === null || (io.env.TERM === 'dumb' && !isHeard)) {
      printLines(io.stdout, streamOf(simulate(prepared, plan), prepared.history, positionMs ?? Number.NEGATIVE_INFINITY));
      return 0;
    }
    const looks = isHeard ? ['--screen-reader'] : [];
    const reopen = (newPlan: Plan, atMs: Ms, theme: ThemeName): string =>
      reopenCommand(opened, newPlan, atMs, [...looks, ...looksOf(theme, args.ascii)]);
    const theme = args.theme ?? 'dark';
    // Only now: a command that draws nothing does not wait for the screen's libraries.
    if (isHeard) {
      const {playSpoken} = await import('../../tui/play-spoken.js');
      return playSpoken({...terminal, timeline, prepared, plan, positionMs, theme, reopen, describeBug});
    }
    const tui = await import('../../tui/play.js');
    const isAscii = args.ascii ?? saysNotUtf8(io.env);
    return tui.play({...terminal, timeline, prepared, plan, positionMs, theme, colorLevel, isAscii, reopen, describeBug});
  },
});

/** How the console looks, as options; nothing for what it would be anyway. */
export function looksOf(theme: ThemeName, ascii: boolean | undefined): readonly string[] {
  const characters = ascii === undefined ? [] : [ascii ? '--ascii' : '--no-ascii'];
  return theme === 'dark' ? characters : ['--theme', theme, ...characters];
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
