import {type ThemeName, themeNames} from '../screen/theme.js';

/** The incident that opens when none is named. */
export const flagship = 'aws-us-east-1-2025-10-20';

/** The positional argument that every command about one timeline takes. */
export const timelinePositional = {
  timeline: {type: 'string', describe: `a bundled incident's id, a file, or - for stdin (default: ${flagship})`},
} as const;

/** The options of every command that runs a plan. */
export const planOptions = {
  plan: {type: 'string', requiresArg: true, value: 'FILE', describe: 'the changes in a plan file, or - for stdin; options add to them'},
  'what-if': {type: 'string', array: true, requiresArg: true, value: 'M@T', describe: 'throw the mitigation M at the time T'},
  without: {type: 'string', array: true, requiresArg: true, value: 'A', describe: 'leave out the recorded action A'},
  move: {type: 'string', array: true, requiresArg: true, value: 'A@T', describe: 'do the recorded action A at the time T'},
} as const;

/** How a screen looks, and what it takes. */
export const lookOptions = {
  theme: {choices: themeNames, requiresArg: true, value: 'NAME', describe: `the colours: ${themeNames.join(', ')}`},
  'screen-reader': {type: 'boolean', describe: 'say what changes in plain lines, for a screen reader; INK_SCREEN_READER=true does too'},
  ascii: {type: 'boolean', describe: 'draw with ASCII alone; without it the locale decides, --no-ascii never does'},
  mouse: {type: 'boolean', default: true, describe: 'clicks, wheel and drags; --no-mouse leaves them to the terminal'},
} as const;

export type LookArguments = {
  readonly theme?: ThemeName | undefined;
  readonly 'screen-reader'?: boolean | undefined;
  readonly ascii?: boolean | undefined;
  readonly mouse: boolean;
};

/** The options of a command that can record itself. */
export const recordOptions = {
  record: {type: 'string', requiresArg: true, value: 'FILE', describe: 'record the session in FILE (asciicast v3, for asciinema)'},
  force: {type: 'boolean', describe: 'let --record replace a file'},
} as const;
