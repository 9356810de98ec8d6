import {type Prepared, prepare} from '../engine/simulate.js';
import {TimelineError, UserError} from '../errors.js';
import {sentence} from '../format/words.js';
import {nameHint} from '../timeline/nearest.js';
import type {Timeline} from '../timeline/types.js';
import {hashOf} from './hash.js';
import {readInput, stdinName, textOf} from './input.js';
import type {Io} from './io.js';
import {flagship} from './options.js';

/** A timeline with where it came from. */
export type Opened = {
  /** What a person types to open it again. */
  readonly argument: string;
  readonly timeline: Timeline;
  /** `sha256:…` of the bytes it was read from. */
  readonly hash: string;
};

/**
 * A bundled incident's id, a path, or stdin → the timeline.
 * Throws a UserError (exit code 2) when there is nothing to read, a TimelineError when what is there is not a timeline.
 */
export async function openTimeline(io: Io, argument: string = flagship): Promise<Opened> {
  const ids = await io.bundled.ids();
  const isBundled = ids.includes(argument);
  const bytes = isBundled ? await io.bundled.read(argument) : await readNamed(io, argument, ids);
  const hash = hashOf(bytes);
  // The very bytes that were checked when the program was built need not be checked at every start.
  const checked = isBundled ? await io.bundled.checked(hash) : null;
  return {
    argument: argument === stdinName ? '-' : argument,
    timeline: checked ?? (await checkedNow(argument, bytes)),
    hash,
  };
}

/** What reads and checks a file is a good part of the program; most starts do without. */
async function checkedNow(argument: string, bytes: Uint8Array): Promise<Timeline> {
  const {loadTimeline} = await import('../import/load.js');
  return loadTimeline(argument, textOf(bytes, argument));
}

/** A file. Where the argument does not look like one, what cannot be read was probably meant as a name. */
async function readNamed(io: Io, argument: string, ids: readonly string[]): Promise<Uint8Array> {
  try {
    return await readInput(io, argument);
  } catch (error) {
    const isPath = argument === stdinName || /[/\\]|\.jsonc?$/i.test(argument);
    if (isPath || !(error instanceof UserError)) throw error;
    throw new UserError(`"${argument}" is no bundled incident and no file here.`, `${sentence(nameHint(argument, ids))}.`, 2);
  }
}

/** The timeline made ready to run. What the engine finds wrong is said with the name of the file. */
export function readied({argument, timeline}: Opened, options: {readonly seed?: number} = {}): Prepared {
  try {
    return prepare(timeline, options);
  } catch (error) {
    throw error instanceof TimelineError ? new TimelineError(argument, error.issues) : error;
  }
}
