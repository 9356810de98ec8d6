import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import process from 'node:process';
import {createInterface} from 'node:readline';

type Message = Readonly<Record<string, unknown>> & {readonly type: string};

/** A real `drill …` of which a program reads what it says, line by line. */
export class DrillProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Set<(message: Message) => void>();
  #asked = 0;
  /** The newest message of each type. */
  readonly newest = new Map<string, Message>();
  stderr = '';
  /** How it ended: its exit code, or null where a signal ended it. */
  readonly ended: Promise<number | null>;

  constructor(args: readonly string[], cwd: string) {
    const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
    this.#child = spawn(process.execPath, [program, 'drill', ...args], {cwd});
    this.#child.stderr.on('data', text => {
      this.stderr += text;
    });
    this.#child.stdin.on('error', () => {}); // who was killed reads no more
    createInterface({input: this.#child.stdout}).on('line', line => {
      const message = JSON.parse(line) as Message;
      this.newest.set(message.type, message);
      for (const look of this.#waiting) look(message);
    });
    this.ended = new Promise(resolve => this.#child.on('close', resolve));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The next message that passes; rejects when the program ends first. */
  next(passes: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = (message: Message): void => {
        if (!passes(message)) return;
        this.#waiting.delete(look);
        resolve(message);
      };
      this.#waiting.add(look);
      void this.ended.then(code => reject(new Error(`it ended with ${code}: ${this.stderr}`)));
    });
  }

  /** The next message of a type, or the one that has come already. */
  async says(type: string): Promise<Message> {
    return this.newest.get(type) ?? this.next(message => message.type === type);
  }

  /** Sends an input; resolves with why it is refused, or null. */
  async send(input: Readonly<Record<string, unknown>>): Promise<string | null> {
    const id = `i${this.#asked++}`;
    const answer = this.next(message => message.type === 'done' && message.id === id);
    this.#child.stdin.write(`${JSON.stringify({...input, id})}\n`);
    return (await answer).refused as string | null;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return this.ended;
  }
}
