/**
 * Keys in the longer forms that newer terminals have. Nobody here asks for them, but tmux may send them unasked, and a program that fell
 * over may have left them on.
 */

/** `CSI code:shifted ; modifiers:what ; text u`, as kitty and others have it. */
const codeForm = /^\u001B\[(\d{1,7})(?::(\d{0,7}))?(?::\d*)?(?:;(\d*)(?::(\d))?)?(?:;[\d:]*)?u$/;
/** `CSI 27 ; modifiers ; code ~`, xterm's older one. */
const otherForm = /^\u001B\[27;(\d{1,3});(\d{1,7})~$/;
/** An arrow or the like, with a word on what happened to it. */
const happening = /^(\u001B\[\d+;\d+):(\d)([A-Za-z~])$/;
/** The keys that move about, also as rxvt sends them, and the function keys of old terminals. */
const knownKey = /^\u001B(?:\[(?:1;\d+)?[A-HZa-e]|\[(?:\d|1\d|2[0-4])(?:;\d+)?[~^$]|\[\[[A-E]|O[A-HP-Sa-e]|[^[O]|)$/u;

const released = '3';
const shift = 1;
const alt = 2;
const control = 4;

/** An escape sequence as old terminals send that key; '' where it is none: a key let go, one that types nothing, an answer to a question. */
export function plainKey(sequence: string): string {
  const [, code, shifted, modifiers, what] = codeForm.exec(sequence) ?? [];
  if (code !== undefined) return what === released ? '' : keyOfCode(Number(code), Number(shifted || 0), Number(modifiers || 1) - 1);
  const [, otherModifiers, otherCode] = otherForm.exec(sequence) ?? [];
  if (otherCode !== undefined) return keyOfCode(Number(otherCode), 0, Number(otherModifiers) - 1);
  const [, key, happened, final] = happening.exec(sequence) ?? [];
  const plain = key === undefined ? sequence : happened === released ? '' : `${key}${final}`;
  return knownKey.test(plain) ? plain : '';
}

/** `modifiers`: the bits of Shift, Alt and Control; others say nothing here. */
function keyOfCode(code: number, shifted: number, modifiers: number): string {
  if (code === 9 && modifiers & shift) return '\u001B[Z';
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xf8ff)) return ''; // no character: kitty numbers its other keys there
  const character =
    modifiers & shift
      ? shifted === 0
        ? String.fromCodePoint(code).toUpperCase()
        : String.fromCodePoint(shifted)
      : String.fromCodePoint(code);
  const isControl = (modifiers & control) !== 0 && /^[@-_a-z]$/.test(character);
  const key = isControl ? String.fromCharCode(character.charCodeAt(0) & 0x1f) : character;
  return modifiers & alt ? `\u001B${key}` : key;
}

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
