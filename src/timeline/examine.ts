import {epochOf, eventOf} from './build.js';
import {inspect} from './inspect.js';
import {limits} from './limits.js';
import type {Problem} from './problem.js';
import {get, isList, isObject} from './raw.js';
import {referenceProblems} from './references.js';
import {eventSchema, fileSchema, schemaVersion, type TimelineFile} from './schema.js';
import {shapeProblems} from './shape.js';
import type {Json, JsonObject, TimelineEvent} from './types.js';

/** More checks of a file, by those who know more; it may have any shape. */
export type Check = (file: JsonObject) => readonly Problem[];

export type Findings = {
  readonly problems: readonly Problem[];
  /** How many keys the file has. */
  readonly keys: number;
  /** The file without its events; null when its shape is wrong. */
  readonly file: TimelineFile | null;
  /** In the file's order; only to be used when there are no problems. */
  readonly events: readonly TimelineEvent[];
};

/** Everything that is wrong with what was parsed, and what it says. */
export function examine(value: Json, json: string, check: Check): Findings {
  const {problems, keys, isTooMuch} = inspect(value, json);
  const failed = (...more: readonly Problem[]): Findings => ({problems: [...problems, ...more], keys, file: null, events: []});
  if (!isObject(value) || isTooMuch) return failed();
  const version = get(value, 'schemaVersion');
  if (typeof version === 'number' && version > schemaVersion) {
    const message = `this program reads version ${schemaVersion}, found ${version}`;
    return failed({path: ['schemaVersion'], message, hint: 'install a newer incident-replay'});
  }
  const rows = get(value, 'events');
  if (isList(rows) && rows.length > limits.events) {
    return failed({
      path: ['events'],
      message: `has ${rows.length} entries; at most ${limits.events} can be read`,
      hint: 'split the incident into smaller files',
    });
  }
  const outline = isList(rows) ? {...value, events: []} : value;
  const shape = fileSchema.safeParse(outline);
  const read = eventsOf(isList(rows) ? rows : [], epochOf(value));
  const more = [
    ...(shape.success ? [] : shapeProblems(fileSchema, outline, [])),
    ...read.problems,
    ...referenceProblems(value),
    ...check(value),
  ];
  return {problems: [...problems, ...more], keys, file: shape.data ?? null, events: read.events};
}

/** Row by row, so that a million rows are there twice, not three times. */
function eventsOf(
  rows: readonly Json[],
  epochUnixMs: number,
): {readonly events: readonly TimelineEvent[]; readonly problems: readonly Problem[]} {
  const events: TimelineEvent[] = [];
  const problems: Problem[] = [];
  for (let index = 0; index < rows.length && problems.length <= limits.problems; index++) {
    const row = eventSchema.safeParse(rows[index]);
    if (row.success) events.push(eventOf(row.data, epochUnixMs));
    else problems.push(...shapeProblems(eventSchema, rows[index], ['events', index]));
  }
  return {events, problems};
}
