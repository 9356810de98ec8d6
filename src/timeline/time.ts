import type {Ms, Timeline} from './types.js';

export const MINUTE_MS = 60_000;

/** Instants a file may name: the years 1900 to 2200. */
export const firstYear = 1900;
export const lastYear = 2200;

const wholeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
const withoutOffset = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;

/**
 * ISO-8601 with an offset → Unix milliseconds; NaN when it is anything else. Seconds and milliseconds may be left out.
 * Reads character by character: a record may have a million instants.
 */
export function unixMsOf(iso: string): number {
  const hasForm = iso[4] === '-' && iso[7] === '-' && iso[10] === 'T' && iso[13] === ':';
  if (!hasForm) return Number.NaN;
  const year = digits(iso, 0, 4);
  const month = digits(iso, 5, 2);
  const day = digits(iso, 8, 2);
  const hour = digits(iso, 11, 2);
  const minute = digits(iso, 14, 2);
  const hasSecond = iso[16] === ':';
  const second = hasSecond ? digits(iso, 17, 2) : 0;
  let offset = hasSecond ? 19 : 16;
  let milliseconds = 0;
  if (hasSecond && iso[offset] === '.') {
    const length = [1, 2, 3].findLast(count => !Number.isNaN(digits(iso, 20, count))) ?? 0;
    milliseconds = digits(iso, 20, length) * 10 ** (3 - length);
    offset = length === 0 ? iso.length : 20 + length;
  }
  const inRange = year >= firstYear && year <= lastYear && hour < 24 && minute < 60 && second < 60;
  if (!inRange || !(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offsetMinutesAt(iso, offset) * 60_000;
}

/** The number that these characters write; NaN where one of them is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Minutes east of UTC, from `Z` or `±hh:mm` at the end of a text; NaN when it is anything else, or when no clock on Earth is that far off. */
function offsetMinutesAt(iso: string, from: number): number {
  const sign = iso[from];
  if (sign === 'Z') return iso.length === from + 1 ? 0 : Number.NaN;
  if ((sign !== '+' && sign !== '-') || iso[from + 3] !== ':' || iso.length !== from + 6) return Number.NaN;
  const hours = digits(iso, from + 1, 2);
  const minutes = digits(iso, from + 4, 2);
  if (!(hours <= 14 && minutes <= 59)) return Number.NaN;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** What to do about a text that is not an instant. */
export function instantHint(text: string): string {
  if (withoutOffset.test(text))
    return text.length > 10 ? 'add an offset, e.g. -07:00, or Z for UTC' : 'add a time and an offset, e.g. T02:25:00-07:00';
  const year = Number(/^(\d{4})-/.exec(text)?.[1] ?? firstYear);
  if (year < firstYear || year > lastYear) return `years ${firstYear} to ${lastYear} can be read`;
  if (wholeForm.test(text)) return 'there is no such day, hour or offset';
  return 'write it as ISO-8601 with an offset, e.g. 2025-10-20T02:25:00-07:00';
}

/** Whether the time zone database has this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    partsFor(name);
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Wall-clock parts in a zone. The locale is fixed, so that the result depends on the arguments alone. */
function partsFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** Milliseconds east of UTC in a zone at an instant. Offsets of old local mean times are cut to whole minutes, as ISO-8601 writes them. */
export function offsetMsAt(timeZone: string, unixMs: number): number {
  const read: Record<string, number> = {};
  for (const {type, value} of partsFor(timeZone).formatToParts(unixMs)) read[type] = Number(value);
  const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = read;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((wallMs - Math.floor(unixMs / 1000) * 1000) / 60_000) * 60_000;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Unix milliseconds → ISO-8601 in a zone, e.g. `2025-10-20T02:25:00-07:00`; milliseconds only where there are some. */
export function isoIn(timeZone: string, unixMs: number): string {
  const offsetMs = offsetMsAt(timeZone, unixMs);
  const {year, month, day} = civilDate(Math.floor((unixMs + offsetMs) / 86_400_000));
  const ofDay = modulo(unixMs + offsetMs, 86_400_000);
  const milliseconds = ofDay % 1000;
  const clock = `${two(Math.floor(ofDay / 3_600_000))}:${two(Math.floor(ofDay / 60_000) % 60)}:${two(Math.floor(ofDay / 1000) % 60)}`;
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
  const minutes = Math.abs(offsetMs) / 60_000;
  const offset =
    offsetMs === 0 && timeZone === 'UTC' ? 'Z' : `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock}${fraction}${offset}`;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** Days since 1970-01-01 → the Gregorian date (Howard Hinnant's `civil_from_days`). */
function civilDate(days: number): {readonly year: number; readonly month: number; readonly day: number} {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/** An instant of the incident as ISO-8601 in the incident's own zone, whatever the machine's zone is. */
export const isoAt = (timeline: Pick<Timeline, 'epochUnixMs' | 'incident'>, atMs: Ms): string =>
  isoIn(timeline.incident.timeZone, timeline.epochUnixMs + atMs);

/** ISO-8601 with an offset → milliseconds since the incident's epoch; NaN when it is anything else. */
export const msAt = (timeline: Pick<Timeline, 'epochUnixMs'>, iso: string): Ms => unixMsOf(iso) - timeline.epochUnixMs;
