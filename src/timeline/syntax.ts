import {type ParseErrorCode, parse, printParseErrorCode} from 'jsonc-parser';
import type {Finding} from './findings.js';
import {limits} from './limits.js';
import {walkText} from './places.js';
import {pathText} from './problem.js';
import type {Json} from './types.js';

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
    return {findings: [{...whole, message: 'is empty', hint: 'incident-replay new writes a timeline to begin with'}], value: undefined};
  if (!isShallow) findings.push({...whole, message: `is nested deeper than ${limits.depth} levels`});
  if (findings.length === 0)
    findings.push({...whole, message: 'is not valid JSON', hint: 'look for white space that is none, such as U+00A0'});
  const isReadable = isShallow && isHarmless && text.length <= recoverableLength && !text.includes('__proto__');
  return {findings, value: isReadable ? (parse(text, [], {allowTrailingComma: true}) as Json) : undefined};
}
