import {limits} from './limits.js';
import type {Problem} from './problem.js';
import {kindOf, quoted} from './problem.js';
import type {Json} from './types.js';

/** Characters that could drive a terminal or turn text around; written as themselves or as `\u` escapes. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const unsafeButLines = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const maybeUnsafe = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\\[bfnrtu]/;

/** Whether a piece of JSON may have texts that are unsafe to print; most have not, and need not be looked at one by one. */
export const mayBeUnsafe = (json: string): boolean => maybeUnsafe.test(json);

/** The first character of a text that is unsafe to print; undefined: there is none. */
export const unsafeIn = (text: string, mayHaveLines: boolean): string | undefined =>
  (mayHaveLines ? unsafeButLines : unsafe).exec(text)?.[0];

/** Texts that may have lines and tabs. */
const withLines = new Set(['detail', 'summary', 'note']);

type Inspection = {
  readonly problems: Problem[];
  /** How many keys the whole value has. */
  keys: number;
  /** Too much to look at more closely. */
  isTooMuch: boolean;
};

/**
 * One walk over everything that was read, before anything else looks at it: texts that are unsafe to print or too long,
 * and keys that would reach a prototype. Takes out the keys that begin with `x-`: they are the author's own.
 */
export function inspect(value: Json, json: string): Inspection {
  const inspection: Inspection = {problems: [], keys: 0, isTooMuch: false};
  let values = 0;
  const path: (string | number)[] = [];
  const checkTexts = mayBeUnsafe(json);
  const hasExtensions = json.includes('"x-');
  const report = (message: string, hint: string, atKey = false): void => {
    if (inspection.problems.length <= limits.problems)
      inspection.problems.push({path: [...path], message, hint, ...(atKey ? {atKey} : {})});
  };

  const checkText = (text: string, mayHaveLines: boolean, atKey: boolean): void => {
    if (text.length > limits.textLength) report(`has ${text.length} characters; at most ${limits.textLength} can be read`, '', atKey);
    if (!checkTexts) return;
    const found = unsafeIn(text, mayHaveLines);
    if (found === undefined) return;
    const what = found === '\n' || found === '\t' ? `the line break or tab ${quoted(found)}` : `the control character ${quoted(found)}`;
    report(`has ${what} in it`, 'texts are shown in terminals: take it out', atKey);
  };

  const count = (most: number): void => {
    if (++values <= most) return;
    report(`has more than ${most} values`, 'split the incident into smaller files');
    inspection.isTooMuch = true;
  };
  const walk = (part: Json, mayHaveLines: boolean): void => {
    if (inspection.isTooMuch) return;
    count(path[0] === 'events' && path.length > 1 ? limits.eventValues : limits.otherValues);
    if (typeof part === 'string') checkText(part, mayHaveLines, false);
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      for (let index = 0; index < part.length; index++) {
        path.push(index);
        if (path.length === 2 && path[0] === 'events') walkEvent(part[index] as Json);
        else walk(part[index] as Json, mayHaveLines);
        path.pop();
      }
      return;
    }
    const object = part as Record<string, Json>;
    for (const key of Object.keys(object)) {
      inspection.keys++;
      path.push(key);
      if (key === '__proto__') report('may not be used as a key', 'call it something else', true);
      else checkText(key, false, true);
      walk(object[key] as Json, mayHaveLines || withLines.has(key) || (path.length === 1 && key === 'drill'));
      path.pop();
      if (hasExtensions && key.startsWith('x-')) delete object[key];
    }
  };
  const walkEvent = (event: Json): void => {
    const before = values;
    values = 0;
    walk(event, false);
    values = before;
  };
  walk(value, false);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) report(`must be an object, found ${kindOf(value)}`, startHint);
  return inspection;
}

const startHint = 'a timeline file is one JSON object with "schemaVersion", "incident" and "events"';
