import {type Issue, TimelineError} from '../errors.js';
import {timelineOf} from './build.js';
import {type Check, examine} from './examine.js';
import {type Finding, issuesFrom} from './findings.js';
import {limits} from './limits.js';
import {longRecord} from './long-record.js';
import {duplicateKeys, placeOf, placesOf} from './places.js';
import {type Place, type Problem, pathText} from './problem.js';
import {parseJson} from './raw.js';
import {scan} from './scan.js';
import {syntaxOf} from './syntax.js';
import type {Timeline} from './types.js';

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
  const scanned = scan(text);
  const {json, pairs, refusal} = scanned;
  if (refusal !== null) return failed([{...refusal, path: '$', ...placeOf(text, refusal.offset)}]);
  const long = longRecord(scanned, check);
  if (long !== null) return {timeline: long, issues: []};
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

function placed(text: string, problems: readonly Problem[]): readonly Finding[] {
  const places = placesOf(text, problems);
  return problems.map(({path, message, hint}, index) => ({...(places[index] as Place), path: pathText(path), message, hint}));
}
