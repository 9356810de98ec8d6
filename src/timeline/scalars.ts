import * as z from 'zod';
import {quoted} from './problem.js';
import {instantHint, isTimeZone, unixMsOf} from './time.js';

/** A string that fails `holds` is a problem in plain words. */
function text(holds: (value: string) => boolean, message: string, hintOf: (value: string) => string): z.ZodString {
  return z.string().check(ctx => {
    if (holds(ctx.value)) return;
    ctx.issues.push({
      code: 'custom',
      input: ctx.value,
      message: `${message}, found ${quoted(ctx.value)}`,
      params: {hint: hintOf(ctx.value)},
    });
  });
}

/** An instant: ISO-8601 with an offset, as `2025-10-20T02:25:00-07:00` or `…Z`. */
export const instant: z.ZodType<string> = text(value => !Number.isNaN(unixMsOf(value)), 'must be an instant', instantHint).meta({
  id: 'instant',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?(Z|[+-]\\d\\d:\\d\\d)$',
  description: 'ISO-8601 with an offset, e.g. 2025-10-20T02:25:00-07:00 or 2025-10-20T09:25:00Z.',
});

export const identifierPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** A name that other parts of the file refer to. */
export const identifier: z.ZodType<string> = text(
  value => identifierPattern.test(value),
  'must be a name of letters, digits, ".", "_" and "-"',
  value => (value.length > 64 ? 'at most 64 characters' : 'begin with a letter or a digit; no spaces'),
).meta({
  id: 'identifier',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
  description: 'A name of letters, digits, ".", "_" and "-", at most 64 characters.',
});

/** `component.output`, `demand.curve`, or the id of a component whose one output has no name of its own. */
export const signalName: z.ZodType<string> = text(
  value => /^[a-z0-9][a-z0-9._-]{0,128}$/i.test(value),
  'must name a signal as "component.output"',
  () => 'for example "dns.regional" or "demand.load"',
).meta({
  id: 'signal',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,128}$',
  description: 'A signal of the model, "component.output".',
});

export const webAddress: z.ZodType<string> = text(
  value => value === '' || /^https?:\/\/[^\s]+$/i.test(value),
  'must be a web address',
  () => 'it begins with https:// or http://',
);

export const timeZone: z.ZodType<string> = text(
  isTimeZone,
  'must be an IANA time zone',
  () => 'for example "America/Los_Angeles" or "UTC"',
);
