import type {ReadStream, WriteStream} from 'node:tty';
import type {Timeline} from '../timeline/types.js';

/** 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** A place to write to. Columns and rows mean something on a terminal only. */
export type Output = {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;
};

export type Bundled = {
  ids(): Promise<readonly string[]>;
  read(id: string): Promise<Uint8Array>;
  /** What the file with this hash was found to say when the program was built; null: these are other bytes, or were not sound. */
  checked(hash: string): Promise<Timeline | null>;
};

/** The world of a command. The real one is made in `entry.ts`; tests pass one that keeps what was written. */
export type Io = {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Everything that comes in on stdin. */
  readStdin(): Promise<Uint8Array>;
  /** Rejects with Node's own error when the file cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
  /** The incidents that come with the program, by id. */
  readonly bundled: Bundled;
  /** The folder for what is kept between starts; it may not be there yet. Null: this user has no place for it. */
  readonly stateFolder: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stdout can show; after `main` has looked at the command line, what it shall show. */
  readonly colorLevel: ColorLevel;
  /** The terminal to draw on; null when stdin or stdout is not one. */
  readonly terminal: {readonly stdin: ReadStream; readonly stdout: WriteStream} | null;
  /** A bug of ours in words: everything that a report needs. */
  describeBug(error: unknown): string;
};
