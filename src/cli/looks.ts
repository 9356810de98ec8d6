import {themeNames} from '../tui/theme.js';

/** How a screen looks, and what it takes. */
export const lookOptions = {
  theme: {choices: themeNames, requiresArg: true, value: 'NAME', describe: `the colours: ${themeNames.join(', ')}`},
  'screen-reader': {type: 'boolean', describe: 'say what changes in plain lines, for a screen reader; INK_SCREEN_READER=true does too'},
  ascii: {type: 'boolean', describe: 'draw with ASCII alone; without it the locale decides, --no-ascii never does'},
  mouse: {type: 'boolean', default: true, describe: 'clicks, wheel and drags; --no-mouse leaves them to the terminal'},
} as const;
