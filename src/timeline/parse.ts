import {type ParseErrorCode, parse, printParseErrorCode} from 'jsonc-parser';
import {type Issue, TimelineError} from '../errors.js';
import {timelineOf} from './build.js';
import {type Check, examine} from './examine.js';
import {limits} from './limits.js';
import {duplicateKeys, placeOf, placesOf, walkText} from './places.js';
import {longRecord} from './plain-event.js';
import {type Finding, issuesFrom, type Place, type Problem, pathText} from './problem.js';
import {parseJson} from './raw.js';
import {scan} from './scan.js';
import type {Json, Timeline} from './types.js';

/** Code of the parser → what is wrong, what to do. */
const words: Readonly<Record<string, readonly [string, string]>> = {
  InvalidSymbol: [
    'has a word that is no JSON value',
    'texts and keys stand in double quotes; the only bare words are true, false and null',
  ],
  InvalidNumberFormat: ['has a number that cannot be read', ''],
  PropertyNameExpected: ['needs a key in double quotes here', ''],
  ValueExpected: ['needs a value here', ''],
  ColonExpected: ['needs a colon between key and value here', ''],
  CommaExpected: ['needs a comma here', 'put a comma after the entry before'],
  CloseBraceExpected: ['ends before its "}"', 'look for an object that is never closed'],
  CloseBracketExpected: ['ends before its "]"', 'look for a list that is never closed'],
  EndOfFileExpected: ['goes on after its end', 'a file holds one object'],
  UnexpectedEndOfComment: ['has a comment that never ends', 'close it with */'],
  UnexpectedEndOfString: ['has a text that never ends', 'close it with a double quote on the same line; a line break is written \\n'],
  UnexpectedEndOfNumber: ['has a number that breaks off', ''],
  InvalidUnicode: ['has a \\u escape that cannot be read', 'four hexadecimal digits follow \\u'],
  InvalidEscapeCharacter: ['has an escape that cannot be read', 'a backslash is written \\\\'],
  InvalidCharacter: ['has a control character in a text', 'write it as an escape, or take it out'],
};

/** After these the rest of the text still means what its author meant. */
const harmless = new Set(['CommaExpected', 'InvalidCharacter', 'InvalidEscapeCharacter', 'InvalidUnicode']);

const recoverableLength = 16 * 1024 * 1024;

/** Every syntax error of a text that is not JSON, and what could be read all the same (`undefined`: nothing to rely on). */
export function syntaxOf(text: string): {readonly findings: readonly Finding[]; readonly value: Json | undefined} {
  const findings: Finding[] = [];
  let isHarmless = true;
  let previous = '';
  const isShallow = walkText(text, {
    error(code: ParseErrorCode, path, {line, column}) {
      const name = printParseErrorCode(code);
      isHarmless &&= harmless.has(name);
      const last = findings.at(-1);
      const isEcho =
        (last !== undefined && last.line === line && last.column === column) || (name === 'ValueExpected' && previous === 'InvalidSymbol');
      previous = name;
      if (isEcho || findings.length >= limits.problems) return;
      const [message, hint] = words[name] ?? ['is not valid JSON', ''];
      findings.push({path: pathText(path.filter(part => part !== '' && part !== -1)), message, hint, line, column});
    },
  });
  const whole = {path: '$', hint: '', line: 1, column: 1};
  if (text.trim() === '')
    return {findings: [{...whole, message: 'is empty', hint: 'timelines/README.md has a whole file to begin with'}], value: undefined};
  if (!isShallow) findings.push({...whole, message: `is nested deeper than ${limits.depth} levels`});
  if (findings.length === 0)
    findings.push({...whole, message: 'is not valid JSON', hint: 'look for white space that is none, such as U+00A0'});
  const isReadable = isShallow && isHarmless && text.length <= recoverableLength && !text.includes('__proto__');
  return {findings, value: isReadable ? (parse(text, [], {allowTrailingComma: true}) as Json) : undefined};
}

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
