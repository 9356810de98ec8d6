import {type Issue, TimelineError} from '../errors.js';
import {epochOf, eventOf, timelineOf} from './build.js';
import {type Finding, issuesFrom} from './findings.js';
import {inspect} from './inspect.js';
import {limits} from './limits.js';
import {duplicateKeys, type Place, placeOf, placesOf} from './places.js';
import {type Problem, pathText} from './problem.js';
import {get, isList, isObject} from './raw.js';
import {referenceProblems} from './references.js';
import {scan} from './scan.js';
import {eventSchema, fileSchema, schemaVersion, type TimelineFile} from './schema.js';
import {shapeProblems} from './shape.js';
import {syntaxOf} from './syntax.js';
import type {Json, JsonObject, Timeline, TimelineEvent} from './types.js';

/** More checks of a file, by those who know more; it may have any shape. */
export type Check = (file: JsonObject) => readonly Problem[];

/** A timeline, or everything that is wrong with the text. */
export type Reading =
  | {readonly timeline: Timeline; readonly issues: readonly []}
  | {readonly timeline: null; readonly issues: readonly Issue[]};

/**
 * The text of a timeline file → the timeline.
 *
 * @param fileName only for messages
 * @param check what else the file must hold to
 * @throws TimelineError with every problem, in the order of the text
 */
export function parseTimeline(fileName: string, text: string, check: Check = () => []): Timeline {
  const {timeline, issues} = readTimeline(text, check);
  if (timeline === null) throw new TimelineError(fileName, issues);
  return timeline;
}

/** As `parseTimeline`, but the problems are the result. */
export function readTimeline(text: string, check: Check = () => []): Reading {
  const failed = (findings: readonly Finding[]): Reading => ({timeline: null, issues: issuesFrom(findings)});
  if (text.length > limits.characters) {
    const message = `has ${text.length} characters; at most ${limits.characters} can be read`;
    return failed([{path: '$', message, hint: 'split the incident into smaller files', line: 0, column: 0}]);
  }
  const {json, pairs, refusal} = scan(text);
  if (refusal !== null) return failed([{...refusal, path: '$', ...placeOf(text, refusal.offset)}]);
  const parsed = parseJson(json);
  if (parsed === undefined) {
    const {findings, value} = syntaxOf(text);
    return failed([...findings, ...(value === undefined ? [] : placed(text, examine(value, text, check).problems))]);
  }
  const {problems, keys, events, file} = examine(parsed, json, check);
  const twice = keys === pairs ? [] : duplicateKeys(text);
  if (file === null || problems.length + twice.length > 0) return failed([...twice, ...placed(text, problems)]);
  return {timeline: timelineOf(file, events), issues: []};
}

/** `undefined`: not JSON (which has no such value). */
function parseJson(json: string): Json | undefined {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}

function placed(text: string, problems: readonly Problem[]): readonly Finding[] {
  const places = placesOf(text, problems);
  return problems.map(({path, message, hint}, index) => ({...(places[index] as Place), path: pathText(path), message, hint}));
}

type Findings = {
  readonly problems: readonly Problem[];
  /** How many keys the file has. */
  readonly keys: number;
  /** The file without its events; null when its shape is wrong. */
  readonly file: TimelineFile | null;
  /** In order of time; only to be used when there are no problems. */
  readonly events: readonly TimelineEvent[];
};

function examine(value: Json, json: string, check: Check): Findings {
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
  return {events: events.sort((a, b) => a.atMs - b.atMs), problems};
}
