import process from 'node:process';
import type {JournalLine} from '../../src/drill/play/journal.js';
import {randomAt} from '../../src/model/random.js';
import {RealTerminal} from './pty.js';

/** What an input in a journal must say; what the clock adds is left out. */
export type Said = Readonly<Record<string, unknown>>;

const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
/** Ten programs start at once where a machine has two cores. */
const patienceMs = 60_000;

/** Somebody at a terminal of their own: presses keys, reads the screen, and sits down again when the terminal was lost. */
export class Person {
  #terminal: RealTerminal;
  #isGone = false;
  readonly #args: readonly string[];
  readonly #cwd: string;

  constructor(
    readonly name: string,
    args: readonly string[],
    cwd: string,
  ) {
    this.#args = args;
    this.#cwd = cwd;
    this.#terminal = this.#start(args);
  }

  #start(args: readonly string[]): RealTerminal {
    return new RealTerminal(process.execPath, [program, 'drill', ...args], {columns: 120, rows: 40, cwd: this.#cwd});
  }

  get terminal(): RealTerminal {
    return this.#terminal;
  }

  shows(wanted: Parameters<RealTerminal['shows']>[0]): Promise<string> {
    return this.#terminal.shows(wanted, patienceMs).catch((error: unknown) => {
      throw new Error(`${this.name}: ${String(error)}`);
    });
  }

  /** Presses keys, then reads until the screen says what is expected. */
  async press(keys: readonly string[], wanted: Parameters<RealTerminal['shows']>[0]): Promise<string> {
    this.#terminal.press(...keys);
    return this.shows(wanted);
  }

  /** Moves down an open list until the cursor stands on the words. */
  async moveTo(words: string): Promise<void> {
    for (let rows = 0; rows < 60; rows++) {
      const before = this.#terminal.screen();
      if (before.split('\n').some(line => line.includes('›') && line.includes(words))) return;
      await this.press(['down'], screen => screen !== before);
    }
    throw new Error(`${this.name}: the list has no ${words}:\n${this.#terminal.screen()}`);
  }

  /** The terminal is lost, and another one opened. */
  async restart(wanted: string | RegExp, args = this.#args): Promise<void> {
    await this.kill();
    this.#terminal = this.#start(args);
    this.#isGone = false;
    await this.shows(wanted);
  }

  /** The power goes. */
  async kill(): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#terminal.signal('SIGKILL');
    await this.#terminal.ended;
    await this.#terminal.dispose();
  }

  async dispose(): Promise<void> {
    if (!this.#isGone) await this.#terminal.dispose();
    this.#isGone = true;
  }
}

/** A team at its terminals, what their screens said was taken, and who loses a terminal when. */
export class Team {
  readonly #seats = new Map<string, Person>();
  /** What a screen has said was taken, in that order. */
  readonly taken: Said[] = [];
  readonly lost: string[] = [];
  #acts = 0;

  constructor(
    readonly host: Person,
    readonly controller: Person,
    seats: readonly Person[],
    readonly seed: number,
  ) {
    for (const seat of seats) this.#seats.set(seat.name, seat);
  }

  get seats(): readonly Person[] {
    return [...this.#seats.values()];
  }

  seat(id: string): Person {
    const person = this.#seats.get(id);
    if (person === undefined) throw new Error(`nobody sits at ${id}`);
    return person;
  }

  /** A seat acts; then, by chance, somebody’s terminal is lost, and another one opened. */
  async act(id: string, steps: readonly Step[], said: Said): Promise<void> {
    const person = this.seat(id);
    for (const [keys, wanted] of steps) await person.press(keys, wanted);
    this.taken.push({...said, seat: id});
    const act = this.#acts++;
    if (randomAt(this.seed, 'lost', act) >= 0.35) return;
    const victim = this.seats[Math.floor(randomAt(this.seed, 'who', act) * this.#seats.size)] ?? person;
    this.lost.push(victim.name);
    await victim.restart('MESSAGES');
  }

  /** The controller acts. */
  async control(steps: readonly Step[], said: Said | null): Promise<void> {
    for (const [keys, wanted] of steps) await this.controller.press(keys, wanted);
    if (said !== null) this.taken.push(said);
  }

  everybodyShows(wanted: Step[1]): Promise<unknown> {
    return Promise.all(this.seats.map(seat => seat.shows(wanted)));
  }

  dispose(): Promise<unknown> {
    return Promise.all([...this.seats, this.controller, this.host].map(person => person.dispose().catch(() => {})));
  }
}

/** Keys, and what the screen says once they are done. */
export type Step = readonly [keys: readonly string[], wanted: Parameters<RealTerminal['shows']>[0]];

const says = (input: Readonly<Record<string, unknown>>, said: Said): boolean =>
  Object.entries(said).every(([field, value]) => JSON.stringify(input[field]) === JSON.stringify(value));

/** What was taken and does not stand in the journal as often as it was. */
export function missingIn(lines: readonly JournalLine[], taken: readonly Said[]): readonly Said[] {
  const left = [...lines];
  return taken.filter(said => {
    const at = left.findIndex(({input}) => says(input, said));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
