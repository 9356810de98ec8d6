import {printable} from '../format/text.js';
import {aloud, capital, sentence} from '../screen/aloud.js';
import type {Later} from '../screen/background.js';
import {layOut, overOf, smallest} from '../screen/frame.js';
import {pictureOfKey, wordOfKey} from '../screen/key-names.js';
import {explained, type Key, namesOf, picturesOf} from '../screen/keys.js';
import type {Line} from '../screen/line.js';
import {comfortable, linear} from '../screen/linear.js';
import type {AnyProgram, Scene} from '../screen/program.js';
import {Running} from '../screen/running.js';
import {fieldsOf, isTypedInto, type OpenSheet, rowsOf, valuesOf} from '../screen/sheet.js';

export type VoiceOptions = {
  /** Prints lines below everything that was said before. */
  readonly say: (lines: readonly string[]) => void;
  readonly quit: () => void;
  readonly later: Later;
  /** Real milliseconds, from any start. */
  readonly nowMs: () => number;
  /** Told after every change. */
  readonly onChange?: ((scene: Scene) => void) | undefined;
};

export type Voice = {
  /** `input`: the text that the key types; empty: none. */
  readonly press: (name: string, input: string) => void;
  readonly paste: (text: string) => void;
  /** Says where one is again. */
  readonly again: () => void;
  readonly close: () => void;
};

/** The key that asks where one is: a capital where the program has the small letter itself. */
const whereKey = ({keys}: AnyProgram): string =>
  (keys as readonly Key<unknown, unknown>[]).some(key => namesOf(key).includes('i')) ? 'I' : 'i';

type Say = (lines: readonly string[], isAsked?: boolean) => boolean;
type Heard = {readonly program: AnyProgram; readonly view: unknown; readonly sheet: OpenSheet | null};

/** Any program for ears: the same keys and the same states as on the screen; of what comes out, the change is said. */
export function voice(program: AnyProgram, options: VoiceOptions): Voice {
  const speaker = new Speaker(program, options);
  return {press: speaker.press, paste: speaker.paste, again: speaker.again, close: speaker.close};
}

class Speaker {
  readonly #run: Running;
  readonly #say: Say;
  #heard: Heard | null = null;
  /** What was told last of each program, for coming back to it. */
  readonly #told = new Map<AnyProgram, unknown>();
  #byKey = true;
  #hasEnded = false;
  #hasCopied = false;
  readonly #stop: () => void;

  constructor(program: AnyProgram, {say, quit, later, nowMs, onChange}: VoiceOptions) {
    this.#say = once(say);
    this.#run = new Running(program, {
      size: () => smallest,
      page: pageLines,
      copy: text => this.#copied(text),
      end: () => {
        this.#hasEnded = true;
        quit();
      },
      later,
      nowMs,
      readingEnd(scene) {
        const {program: now, view, sheet} = scene;
        return sheet === null ? now.voice?.readingEnd?.(view) : Math.max(0, readOut(scene, sheet).length - 1);
      },
    });
    this.#stop = this.#run.onChange(() => {
      onChange?.(this.#run.scene());
      if (!this.#byKey) this.#tell();
    });
    onChange?.(this.#run.scene());
    this.#tell();
    this.#byKey = false;
  }

  readonly press = (name: string, input: string): void => {
    const {program, view, sheet} = this.#run.scene();
    const isTyping = sheet !== null ? isTypedInto(sheet) : program.isTyping?.(view) === true;
    if (name === whereKey(program) && !isTyping) this.again();
    else this.#key(name, () => this.#run.press(name, input));
  };
  readonly paste = (text: string): void => {
    this.#key('', () => {
      this.#run.paste(text);
      return true;
    });
  };
  readonly again = (): void => {
    const now = this.#run.scene();
    const known = this.#heard?.program === now.program ? this.#heard.view : null;
    this.#heard = {program: now.program, view: now.view, sheet: now.sheet};
    const place = now.program.voice?.present?.(known, now.view) ?? linesOf(now);
    this.#say(now.sheet === null ? place : [...place, ...sheetLines(now, now.sheet)], true);
  };
  readonly close = (): void => {
    this.#stop();
    this.#run.close();
  };

  /** What a key brings is said once, when all of it has come. */
  #key(name: string, obey: () => boolean): void {
    this.#byKey = true;
    this.#hasCopied = false;
    const means = obey();
    if (!means) this.#say([meaningless(name)]);
    else if (!this.#hasEnded && !this.#tell() && !this.#hasCopied) this.#say([this.#unchanged()]);
    this.#byKey = false;
  }

  #copied(text: string): 'said' {
    this.#hasCopied = true;
    this.#say(['To come back here:', printable(text)], true);
    return 'said';
  }
  readonly #unchanged = (): string => this.#run.scene().program.voice?.unchanged?.(this.#run.message()) ?? 'Nothing changes.';

  #tell(): boolean {
    const now = this.#run.scene();
    const {program, view, sheet} = now;
    const known = this.#heard?.program === program ? this.#heard : null;
    const isBack = this.#heard !== null && known === null;
    if (sheet !== null && sheet !== known?.sheet) {
      this.#heard = {program, view: known?.view ?? view, sheet};
      // The same letter again is news.
      const isTyped = known?.sheet?.sheet === sheet.sheet && (known.sheet.text !== sheet.text || known.sheet.typed !== sheet.typed);
      return this.#say(sheetNews(known?.sheet ?? null, sheet, now, this.#byKey), isTyped);
    }
    if (isBack && this.#told.has(program)) return this.#tellBack(now);
    const told = newsOf(now, known === null ? null : known.view, this.#byKey);
    this.#heard = {program, view: told.heard, sheet};
    this.#told.set(program, told.heard);
    const isClosed = known !== null && known.sheet !== null && sheet === null && told.lines.length === 0;
    const lines = isClosed ? ['Closed.'] : told.lines;
    const name = `${capital(program.name)}.`;
    // A greeting may say it itself.
    const isTyped = known !== null && program.typed?.(known.view)?.text !== program.typed?.(view)?.text;
    return this.#say(isBack && lines[0]?.startsWith(name) !== true ? [name, ...lines] : lines, isTyped);
  }

  /** Everything below stands as it was left: where that is. */
  #tellBack(now: Scene): boolean {
    const {program, view, sheet} = now;
    const lines = program.voice?.present?.(this.#told.get(program), view) ?? linesOf(now);
    this.#heard = {program, view, sheet};
    return this.#say([`Back to the ${program.name}.`, ...lines], true);
  }
}

const meaningless = (name: string): string =>
  `${name.length === 1 ? wordOfKey(name) : capital(wordOfKey(name))} means nothing here. Question mark lists the keys.`;

/** What is new: in the program's own words, or what stands in its panels and did not before. */
function newsOf(now: Scene, known: unknown, byKey: boolean): {readonly heard: unknown; readonly lines: readonly string[]} {
  const {program, view} = now;
  const {voice} = program;
  if (voice !== undefined && (known !== null || voice.present !== undefined)) return voice.tell(known, view, byKey);
  const {notice} = program.ui(view);
  const before = known === null ? null : linesOf({...now, view: known, sheet: null});
  const after = linesOf({...now, sheet: null});
  const seen = new Set(before ?? []);
  const isNew = notice !== '' && (known === null || program.ui(known).notice !== notice);
  const typed = known === null ? [] : typedSince(program.typed?.(known), program.typed?.(view));
  if (typed.length > 0) return {heard: view, lines: typed};
  // What has only lost its mark is no news.
  const fresh = after.filter(line => !seen.has(line) && !seen.has(`Selected: ${line}`));
  return {heard: view, lines: [...(isNew ? [sentence(aloud(printable(notice)))] : []), ...fresh]};
}

/** Head and panels as plain text, one line after the other, at a width at which nothing wraps. */
function linesOf(scene: Scene): readonly string[] {
  const {program, view} = scene;
  const own = program.aloud?.(view);
  const lines =
    own === undefined
      ? layOut({...scene, isZoomed: false}, {columns: comfortable, rows: 400}).columns.flatMap(({width, parts}) =>
          parts.flatMap(({panel}) => {
            const need = Math.min(400, panel.need(view, width));
            return [panel.title(view, width, need + 1), ...panel.lines(view, width, need)];
          }),
        )
      : own;
  return linear([...program.head(view, comfortable), ...lines].map(unsigned));
}

/** Signs that lead the eye are no words. */
const unsigned = (line: Line): Line =>
  line.map((piece, index) => {
    const text = index === 0 ? piece.text.replace(/^ *· /, '') : piece.text;
    return {...piece, text: arrowWords(text.replace(/▶|[●◆·]{3,}|[‹▏]/g, ''))};
  });
const arrowWords = (text: string): string => text.replace(/← →/g, 'left and right arrow').replace(/↑ ↓/g, 'up and down arrow');

/** A sheet that has opened: its title, what it holds or asks. */
function sheetLines(scene: Scene, open: OpenSheet): readonly string[] {
  const {sheet} = open;
  const {view} = scene;
  const title = sentence(aloud(capital(sheet.title(view).toLowerCase())));
  if (sheet.kind === 'prompt') return [aloud(`${capital(sheet.title(view))}. It takes: ${sheet.hint}. Enter goes, escape closes.`)];
  const above = linear(sheet.above?.(view, comfortable) ?? []);
  if (sheet.kind === 'form') return [title, ...above, fieldWords(open, view)];
  if (sheet.kind === 'confirm') return [title, sheet.question, 'Y says yes, N or escape no.'];
  const find = sheet.kind === 'list' && sheet.isSearched === true ? ['Type to find. Enter takes the chosen one, escape closes.'] : [];
  if (sheet.kind === 'list') return [title, ...find, ...above, rowWords(open, view)];
  return [title, ...pageFrom(readOut(scene, open), 0)];
}

/** All that a text has to say. */
function readOut(scene: Scene, {sheet}: OpenSheet): readonly string[] {
  const over = overOf(scene);
  const {view} = scene;
  if (sheet.id === 'help') return spokenKeys(scene);
  return over === null ? [] : linear(over.panel.lines(view, comfortable, over.panel.need(view, comfortable)).map(unsigned));
}

/** Of a text so many lines are said at once: as many as a page key reads on. */
const pageLines = 8;

function pageFrom(lines: readonly string[], first: number): readonly string[] {
  const more = lines.length - first - pageLines;
  const rest = more <= 0 ? [] : [`${more} more ${more === 1 ? 'line' : 'lines'}: page down reads on.`];
  return [...lines.slice(first, first + pageLines), ...rest];
}

function fieldWords(open: OpenSheet, view: unknown): string {
  const [name, field] = fieldsOf(open, view)[open.index] ?? [];
  if (name === undefined || field === undefined) return '';
  const value = valuesOf(open, view)[name] ?? '';
  const shown = field.choices?.find(({id}) => id === value)?.title ?? value;
  return sentence(aloud(arrowWords(printable(`${capital(field.label)}: ${shown === '' ? '' : `${shown}. `}${field.asks}`))));
}

function rowWords(open: OpenSheet, view: unknown): string {
  const rows = rowsOf(open, view);
  const index = Math.max(0, Math.min(open.index, rows.length - 1));
  const row = rows[index];
  if (row === undefined) return sentence(open.sheet.kind === 'list' ? (open.sheet.empty ?? 'Nothing is here') : '');
  const group = row.group === undefined || row.group === '' ? '' : `${row.group}, `;
  const rest = row.not ?? row.beside ?? '';
  return sentence(aloud(printable(`${group}${row.words}${rest === '' ? '' : `, ${rest}`}, ${index + 1} of ${rows.length}`)));
}

/** What has changed in a sheet: letters one by one, a new field or row, an error. */
function sheetNews(before: OpenSheet | null, after: OpenSheet, scene: Scene, byKey: boolean): readonly string[] {
  const {view} = scene;
  if (before === null || before.sheet !== after.sheet) return sheetLines(scene, after);
  const error = after.error !== '' && after.error !== before.error ? [sentence(aloud(printable(after.error)))] : [];
  const name = fieldsOf(after, view)[after.index]?.[0];
  const textOf = (open: OpenSheet): string => (open.sheet.kind === 'form' ? (open.typed[name ?? ''] ?? '') : open.text);
  const typed = before.index === after.index || open(after) ? lettersOf(textOf(before), textOf(after)) : [];
  const isOther = before.index !== after.index || (typed.length === 0 && before.typed !== after.typed);
  const where = after.sheet.kind === 'form' ? fieldWords(after, view) : after.sheet.kind === 'list' ? rowWords(after, view) : '';
  const hasMoved = isOther || (after.sheet.kind === 'list' && typed.length > 0);
  const by = after.scroll - before.scroll;
  const text = after.sheet.kind === 'read' && byKey && by !== 0 ? readOut(scene, after) : [];
  const read = Math.abs(by) === 1 ? text.slice(after.scroll, after.scroll + 1) : pageFrom(text, after.scroll);
  return [...error, ...typed, ...(hasMoved && where !== '' ? [where] : []), ...read];
}
const open = ({sheet}: OpenSheet): boolean => sheet.kind === 'list';

type Typed = ReturnType<NonNullable<AnyProgram['typed']>>;
const typedSince = (before: Typed, after: Typed): readonly string[] =>
  before !== undefined && before.field === after?.field ? lettersOf(before.text, after.text) : [];

/** What was typed, letter by letter; what was deleted, with what is left. */
function lettersOf(before: string, after: string): readonly string[] {
  if (before === after) return [];
  if (after.startsWith(before)) return [[...after.slice(before.length)].map(wordOfKey).join(' ')];
  return [`Deleted. ${after === '' ? 'Nothing is left.' : `Left: ${printable(after)}`}`];
}

const pageKeys = 'page ↑ ↓';

/** Every key with what it does, in the order of the help on the screen; the key of this mode first. */
export function spokenKeys({program, view}: Pick<Scene, 'program' | 'view'>): readonly string[] {
  const keys = (explained(program) as readonly Key<unknown, unknown>[]).filter(({absent}) => absent?.(view) !== true);
  const named: Readonly<Record<string, string>> = Object.fromEntries(
    (program.keys as readonly Key<unknown, unknown>[]).flatMap(key => namesOf(key)).map(name => [pictureOfKey(name), wordOfKey(name)]),
  );
  const spelled = (shown: string): string =>
    shown === pageKeys
      ? 'page up, page down'
      : shown
          .split(' ')
          .map(key => named[key] ?? key.replace(/^\^(?=.)/, 'control '))
          .join(', ')
          // Between the first and the last of a row of keys.
          .replace(', …, ', ' to ');
  return [
    sentence(`${whereKey(program)}: where am I: what is open and all that stands there`),
    ...keys.map(key => sentence(aloud(`${spelled(picturesOf(key))}: ${key.help}`))),
  ];
}

/** Says nothing twice in a row, unless it was asked for. Returns whether there was anything to say. */
function once(say: VoiceOptions['say']): Say {
  let last = '';
  return (all, isAsked = false) => {
    const lines = all.filter(line => line !== '');
    const text = lines.join('\n');
    if (text !== '' && (isAsked || text !== last)) say(lines);
    if (text !== '') last = text;
    return text !== '';
  };
}
