import {type Background, background, type Later} from './background.js';
import {frame, roomOf} from './frame.js';
import {helpLines, type Key, pressed, say} from './keys.js';
import type {Line, Size} from './line.js';
import {paletteOf} from './palette.js';
import {pointer} from './pointer.js';
import type {MouseEvent} from './pointer-event.js';
import {type AnyProgram, type Does, type Effect, isEffect, onceAnswered, type Room, type Scene} from './program.js';
import {chosenIndex, fieldsOf, isTypedInto, type Missing, type OpenSheet, openedSheet, rowsOf, type Sheet, valuesOf} from './sheet.js';
import {keyedIn, type SheetDoes} from './sheet-keys.js';
import {countIn, erased, moved, turned, typedInto} from './sheet-state.js';

// biome-ignore lint/suspicious/noExplicitAny: any program is run
type Any = any;

/** What a running program needs of its surface: drawn, spoken or pretended. */
export type Surface = {
  size(): Size;
  /** Whether the text went where it can be pasted from; `said`: the person has it already. */
  copy(text: string): boolean | 'said';
  end(): void;
  readonly later: Later;
  /** Real milliseconds, from any start. */
  nowMs(): number;
  /** How far what is open can be read on, where it is heard; default: what the frame says. */
  readingEnd?(scene: Scene): number | undefined;
  /** Rows of a page, where it is heard; default: what the frame says. */
  readonly page?: number;
};

/** A program that runs, over the one from which it was entered. */
type Level = {
  readonly program: AnyProgram;
  state: Any;
  sheet: OpenSheet | null;
  isZoomed: boolean;
  readonly work: Background;
  readonly left: ((state: never) => unknown) | undefined;
  stopHearing: (() => void) | undefined;
};

const tickMs = 100;

/** A program while it runs, with those entered from it above it: the one thing that changes. */
export class Running {
  readonly #surface: Surface;
  readonly #levels: Level[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #point = pointer();
  #callOffTick: (() => void) | null = null;
  #isOver = false;
  #message: unknown;

  constructor(root: AnyProgram, surface: Surface) {
    this.#surface = surface;
    this.#enter(root);
  }

  /** What is on top now. */
  scene(): Scene {
    const {program, sheet, isZoomed} = this.#top();
    return {program, view: this.#view(this.#top()), sheet, isZoomed};
  }

  /** The whole screen as it is now. */
  frame(): readonly Line[] {
    return frame(this.scene(), this.#surface.size());
  }

  /** A key. `input`: the text that it types; empty: none. Returns whether it meant anything here. */
  press(name: string, input: string): boolean {
    if (this.#isOver) return false;
    const now = this.scene();
    const does = pressed(keyedIn(now), now.view, name, this.#room());
    if (does === undefined) return this.#type(name.startsWith('ctrl-') ? '' : input);
    this.#obey(this.#top(), does);
    return true;
  }

  /** What a program was last told. */
  message(): unknown {
    return this.#message;
  }

  /** Text from the clipboard, as one piece; it never counts as keys. */
  paste(text: string): void {
    this.#type(text.replace(/\s+/g, ' '));
  }

  point(event: MouseEvent): void {
    if (!this.#isOver) this.#obey(this.#top(), this.#point(this.scene(), this.#surface.size(), event, this.#room()));
  }

  /** Told after every change; returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#isOver = true;
    this.#stopTicking();
    for (const level of this.#levels) stop(level);
  }

  #top(): Level {
    return this.#levels.at(-1) as Level;
  }
  #view({program, state, work}: Level): Any {
    return program.view(state, work.answers());
  }

  /** What the frame gives is worked out only where a key asks for it. */
  #room(): Room {
    const scene = (): Scene => this.scene();
    const {readingEnd, page, size} = this.#surface;
    let made: Room | null = null;
    const get = (): Room => {
      made ??= roomOf(scene(), size());
      return made;
    };
    return {
      get scrollEnd() {
        return readingEnd?.(scene()) ?? get().scrollEnd;
      },
      get page() {
        return page ?? get().page;
      },
    };
  }

  #changed(level: Level): void {
    if (this.#isOver) return;
    level.work.ask(level.program.asks?.(this.#view(level)) ?? []);
    this.#keepTime();
    for (const listener of [...this.#listeners]) listener();
  }
  #update(level: Level, message: unknown): void {
    this.#message = message;
    level.state = level.program.update(level.state, message);
  }

  /** While the time of the program on top passes, it ticks. */
  #keepTime(): void {
    const {clock} = this.#top().program;
    const isOn = clock?.isOn(this.#view(this.#top())) === true;
    if (isOn && this.#callOffTick === null) this.#nextTick(this.#top(), this.#surface.nowMs());
    if (!isOn) this.#stopTicking();
  }
  #stopTicking(): void {
    this.#callOffTick?.();
    this.#callOffTick = null;
  }
  #nextTick(level: Level, fromMs: number): void {
    const tick = (): void => {
      this.#callOffTick = null;
      const atMs = this.#surface.nowMs();
      const does = level === this.#top() ? level.program.clock?.tick(this.#view(level), atMs - fromMs) : undefined;
      if (level === this.#top()) this.#nextTick(level, atMs);
      if (does === undefined) this.#keepTime();
      else this.#obey(level, does);
    };
    this.#callOffTick = this.#surface.later(tick, level.program.clock?.everyMs ?? tickMs);
  }

  #enter(program: AnyProgram, left?: (state: never) => unknown): void {
    const {later, nowMs} = this.#surface;
    const work = background(answer => this.#answered(level, answer), later, nowMs);
    const level: Level = {program, state: program.first, sheet: null, isZoomed: false, work, left, stopHearing: undefined};
    this.#stopTicking();
    this.#levels.push(level);
    level.stopHearing = program.hears?.((does: Does<unknown>) => this.#obey(level, does));
    this.#changed(level);
  }
  #answered(level: Level, answer: unknown): void {
    const message = level.program.answered?.(answer);
    if (message !== undefined) this.#update(level, message);
    this.#changed(level);
  }
  #leave(level: Level): void {
    this.#levels.splice(this.#levels.indexOf(level), 1);
    stop(level);
    const below = this.#levels.at(-1);
    if (below === undefined) {
      this.#levels.push(level);
      this.#end();
      return;
    }
    this.#stopTicking();
    const message = level.left?.(level.state as never);
    if (message !== undefined) this.#update(below, message);
    this.#changed(below);
  }
  #end(): void {
    if (this.#isOver) return;
    this.close();
    this.#surface.end();
  }

  #obey(level: Level, does: Does<unknown> | undefined): void {
    if (does === undefined || this.#isOver || !this.#levels.includes(level)) return;
    if (isEffect(does)) {
      this.#effect(level, does as Effect<unknown> | SheetDoes);
      return;
    }
    this.#update(level, does);
    this.#changed(level);
  }

  #effect(level: Level, does: Effect<unknown> | SheetDoes): void {
    switch (does.effect) {
      case 'quit':
        this.#end();
        break;
      case 'leave':
        this.#leave(level);
        break;
      case 'enter':
        this.#enter(does.program, does.left);
        break;
      case 'replace':
        this.#levels.splice(this.#levels.indexOf(level), 1);
        stop(level);
        this.#enter(does.program, level.left);
        break;
      case 'open':
        this.#quiet(level);
        this.#put(level, openedSheet(this.#sheetOf(level, does.sheet)));
        break;
      case 'close':
        this.#put(level, null);
        break;
      case 'copy': {
        const isCopied = this.#surface.copy(does.text);
        if (isCopied !== 'said') this.#obey(level, say(isCopied ? `Copied: ${does.text}` : `This terminal has no clipboard: ${does.text}`));
        break;
      }
      case 'zoom':
        this.#quiet(level);
        level.isZoomed = !level.isZoomed;
        this.#changed(level);
        break;
      case 'all':
        for (const one of does.of) this.#obey(level, one);
        break;
      case 'wait':
        void onceAnswered(does.on(), answer => this.#obey(level, answer));
        break;
      default:
        if (level.sheet !== null) this.#inSheet(level, level.sheet, does);
    }
  }

  /** A notice stays until the next key, also where that only opens something. */
  #quiet(level: Level): void {
    if (level.program.ui(this.#view(level)).notice !== '') this.#update(level, say(''));
  }

  #sheetOf({program}: Level, sheet: Sheet<never, unknown> | 'help' | 'palette'): Sheet<Any, Any> {
    if (sheet === 'help') return helpOf(program);
    return sheet === 'palette' ? paletteOf(program, () => this.#room()) : sheet;
  }

  #put(level: Level, sheet: OpenSheet | null): void {
    level.sheet = sheet;
    this.#changed(level);
  }

  #inSheet(level: Level, open: OpenSheet, does: SheetDoes): void {
    const view = this.#view(level);
    this.#quiet(level);
    switch (does.effect) {
      case 'move':
        this.#put(level, moved(open, view, does.by, this.#room().scrollEnd));
        this.#leaveField(level, open);
        break;
      case 'choose':
        this.#choose(level, open, does.index);
        break;
      case 'take':
        this.#take(level, open);
        break;
      case 'turn':
        this.#put(level, turned(open, view, does.by));
        break;
      case 'erase':
        this.#put(level, erased(open, view, does.isAll));
        break;
      case 'sheet-key': {
        const rows = rowsOf(open, view);
        if (open.sheet.kind === 'list') this.#obey(level, open.sheet.key?.does(view, rows[chosenIndex(open, rows.length)]));
        break;
      }
    }
  }

  /** A row by its number or a click takes it; where rows are searched, or in a form, the cursor goes there first. */
  #choose(level: Level, open: OpenSheet, index: number): void {
    const count = countIn(open, this.#view(level));
    if (index >= count) {
      this.#obey(level, say('There is no such number.'));
      return;
    }
    const {sheet} = open;
    const isTaken = sheet.kind === 'list' && (sheet.isSearched !== true || chosenIndex(open, count) === index);
    const chosen = {...open, index};
    if (!isTaken) {
      this.#put(level, chosen);
      this.#leaveField(level, open);
      return;
    }
    level.sheet = chosen;
    this.#take(level, chosen);
  }

  /** Enter: the chosen row, the next field, what was typed, or yes. */
  #take(level: Level, open: OpenSheet): void {
    const view = this.#view(level);
    const {sheet} = open;
    const done = (does: Does<unknown> | undefined): void => {
      if (level.sheet === open) level.sheet = null;
      this.#changed(level);
      this.#obey(level, does);
    };
    if (sheet.kind === 'list') {
      const rows = rowsOf(open, view);
      const row = rows[chosenIndex(open, rows.length)];
      const reason = row === undefined ? (sheet.empty ?? 'There is nothing here.') : (row.not ?? null);
      if (row === undefined || reason !== null) this.#obey(level, say(reason ?? ''));
      else done(sheet.take(view, row));
    } else if (sheet.kind === 'prompt') {
      const does = sheet.send(view, open.text);
      if (typeof does === 'object' && does !== null && 'error' in does) this.#put(level, {...open, error: String(does.error)});
      else done(does);
    } else if (sheet.kind === 'confirm') done(sheet.yes(view));
    else if (sheet.kind === 'form') this.#nextField(level, open, done);
  }

  /** On to the next field; after the last one the form is sent, or says what is missing and where. */
  #nextField(level: Level, open: OpenSheet, done: (does: Does<unknown> | undefined) => void): void {
    const view = this.#view(level);
    const fields = fieldsOf(open, view);
    const isLast = open.index >= fields.length - 1;
    if (!isLast) this.#put(level, {...open, index: open.index + 1});
    this.#leaveField(level, open);
    if (!isLast || open.sheet.kind !== 'form') return;
    void onceAnswered(open.sheet.send(view, valuesOf(open, view)), does => {
      if (!isMissing(does)) return done(does);
      const index = fields.findIndex(([name]) => name === does.field);
      if (level.sheet === open) this.#put(level, {...open, error: does.missing, index: index < 0 ? open.index : index});
    });
  }

  #leaveField(level: Level, open: OpenSheet): void {
    const view = this.#view(level);
    if (open.sheet.kind === 'form') this.#obey(level, open.sheet.left?.(view, valuesOf(open, view)));
  }

  #type(input: string): boolean {
    if (this.#isOver) return false;
    const level = this.#top();
    const {sheet, program} = level;
    if (sheet !== null) {
      const typed = typedInto(sheet, this.#view(level), input);
      if (typed !== null) {
        this.#quiet(level);
        this.#put(level, typed);
      }
      return typed !== null || isTypedInto(sheet);
    }
    const does = input === '' ? undefined : program.text?.(this.#view(level), input);
    this.#obey(level, does);
    return does !== undefined;
  }
}

function stop({work, stopHearing}: Level): void {
  stopHearing?.();
  work.close();
}

const isMissing = (does: Does<unknown> | Missing | undefined): does is Missing =>
  typeof does === 'object' && does !== null && 'missing' in does;

/** Every key, and what else the program has to say of itself. */
const helpOf = (program: AnyProgram): Sheet<Any, Any> => ({
  kind: 'read',
  id: 'help',
  title: () => 'KEYS',
  lines: (view, width) => [
    ...helpLines({...program, keys: (program.keys as readonly Key<Any, Any>[]).filter(({absent}) => absent?.(view) !== true)}, width),
    ...(program.helpMore?.(view, width) ?? []),
  ],
});
