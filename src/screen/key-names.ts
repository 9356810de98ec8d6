const pictures: Readonly<Record<string, string>> = {
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  'shift-left': '⇧←',
  'shift-right': '⇧→',
  'shift-tab': '⇧tab',
  'page-up': 'page up',
  'page-down': 'page down',
  escape: 'esc',
};

/** A key as a person reads it. */
export const pictureOfKey = (name: string): string => pictures[name] ?? name;

const spokenNames: Readonly<Record<string, string>> = {
  ...{left: 'left arrow', right: 'right arrow', up: 'up arrow', down: 'down arrow', 'page-up': 'page up', 'page-down': 'page down'},
  ...{'shift-left': 'shift left arrow', 'shift-right': 'shift right arrow', 'shift-tab': 'shift tab', 'ctrl-r': 'control R'},
  ...{',': 'comma', '.': 'period', '<': 'less than', '>': 'greater than', '[': 'left bracket', ']': 'right bracket'},
  ...{'/': 'slash', "'": 'apostrophe', '?': 'question mark', $: 'dollar', ':': 'colon', '"': 'quote', '-': 'minus', '+': 'plus'},
  ...{'ctrl-c': 'control C', 'ctrl-z': 'control Z', 'ctrl-l': 'control L', ' ': 'space'},
};

/** A key in a word: what a screen reader would leave out is spelled. Of two letters that differ in case alone, the big one is `capital`. */
export const wordOfKey = (name: string): string => spokenNames[name] ?? (/^[A-Z]$/.test(name) ? `capital ${name}` : name);
