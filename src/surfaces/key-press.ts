/**
 * A key as the key tables write it (`left`, `shift-left`, `ctrl-r`, `enter`, `escape`, `space`, or the character itself), and the text
 * that it types, '' where it types none. A key that has no name here is ''.
 */
export type KeyPress = {readonly name: string; readonly input: string};

const letters: Readonly<Record<string, string>> = {A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home', Z: 'tab'};
const numbers: Readonly<Record<string, string>> = {
  ...{1: 'home', 3: 'backspace', 4: 'end', 5: 'page-up', 6: 'page-down', 7: 'home', 8: 'end'},
};
const controls: Readonly<Record<string, string>> = {'\r': 'enter', '\t': 'tab', '\b': 'backspace', '\u007F': 'backspace'};
/** Of an arrow or the like, after the Escape: a number and modifiers before a letter, or before a `~` (rxvt: `$` with Shift, `^` with Control). */
const namedKey = /^(?:O|\[)(?:1;)?(\d*)(?:;(\d+))?([A-Za-z~$^])$/;
/** The keys that Shift makes other keys of. */
const shifted = ['left', 'right', 'tab'];

/** What a keyboard sends for one key. Alt says nothing here: with it, a key is the key. */
export function keyPressOf(sequence: string): KeyPress {
  const rest = sequence.replace(/^\u001B+/, '');
  if (rest === '') return {name: 'escape', input: ''};
  if (rest === ' ') return {name: 'space', input: ' '};
  const control = controls[rest];
  if (control !== undefined) return {name: control, input: ''};
  // Control takes two bits from a character: Ctrl-A is 1, Ctrl-\ is 28.
  if (rest < ' ') return {name: `ctrl-${String.fromCharCode(rest.charCodeAt(0) | 0x40).toLowerCase()}`, input: ''};
  const [, number = '', second = '', final = ''] = rest === sequence ? [] : (namedKey.exec(rest) ?? []);
  if (final === '') return rest === sequence || [...rest].length === 1 ? {name: rest, input: rest} : {name: '', input: ''};
  return {name: nameOf(number, second, final), input: ''};
}

function nameOf(number: string, second: string, final: string): string {
  const isNumbered = '~$^'.includes(final);
  const isOld = final >= 'a' && final <= 'e'; // rxvt: an arrow with Shift or Control
  const name = (isNumbered ? numbers[number] : letters[isOld ? final.toUpperCase() : final]) ?? '';
  const modifiers = Number((isNumbered ? second : number) || 1) - 1;
  const hasShift = final === 'Z' || final === '$' || isOld || (modifiers & 1) === 1;
  return hasShift && shifted.includes(name) ? `shift-${name}` : name;
}
