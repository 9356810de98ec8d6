import type {Key} from 'ink';

/** A key as the key table writes it: `space`, `left`, `shift-left`, `ctrl-r`, `enter`, `escape`, or the character itself. */
export function nameOfKey(input: string, key: Key): string {
  const shift = key.shift ? 'shift-' : '';
  if (key.leftArrow) return `${shift}left`;
  if (key.rightArrow) return `${shift}right`;
  if (key.upArrow) return 'up';
  if (key.downArrow) return 'down';
  if (key.pageUp) return 'page-up';
  if (key.pageDown) return 'page-down';
  if (key.home) return 'home';
  if (key.end) return 'end';
  if (key.tab) return `${shift}tab`;
  if (key.return) return 'enter';
  if (key.escape) return 'escape';
  if (key.backspace || key.delete) return 'backspace';
  if (key.ctrl) return `ctrl-${input}`;
  if (input === ' ') return 'space';
  return input;
}

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
