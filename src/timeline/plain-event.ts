import {epochOf, timelineOf} from './build.js';
import {type Check, examine} from './examine.js';
import {mayBeUnsafe, unsafeIn} from './inspect.js';
import {limits} from './limits.js';
import {idsAt, isList, isObject, parseJson, textAt} from './raw.js';
import {identifierPattern} from './scalars.js';
import type {Rows, Scan} from './scan.js';
import {unixMsOf} from './time.js';
import {confidences, eventKinds, type Json, type JsonObject, precisions, statuses, type Timeline, type TimelineEvent} from './types.js';

/** The rows of a record; null stands for one that is not plain. */
type RowsRead = {readonly events: readonly (TimelineEvent | null)[]; readonly odd: readonly Json[]; readonly keys: number};

/**
 * A long record, some thousand rows at a time: what was parsed of them goes before the next are parsed, so that a million rows are never
 * there twice. Rows that are not plain are examined together with the rest of the file. Null: the record is short, or something is wrong
 * with it; the whole file must be looked at, to say what.
 */
export function longRecord({json, pairs, rows}: Scan, check: Check): Timeline | null {
  if (rows === null || rows.cuts.length === 0) return null;
  const outlineJson = json.slice(0, rows.from) + json.slice(rows.until);
  const outline = parseJson(outlineJson);
  if (!isObject(outline) || !isList(outline.events) || outline.events.length > 0) return null;
  const read = readRows(json, rows, {
    epochUnixMs: epochOf(outline),
    services: singles(idsAt(outline, 'services')),
    sources: singles(idsAt(outline, 'sources')),
  });
  if (read === null || read.events.length > limits.events) return null;
  const {problems, keys, file, events} = examine({...outline, events: read.odd}, read.odd.length > 0 ? json : outlineJson, check);
  if (file === null || problems.length > 0 || keys + read.keys !== pairs) return null;
  let next = 0;
  return timelineOf(
    file,
    read.events.map(event => event ?? (events[next++] as TimelineEvent)),
  );
}

const singles = (ids: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> => new Map([...ids].map(id => [id, [id]]));

function readRows(json: string, {from, until, cuts}: Rows, around: Omit<Surroundings, 'checkTexts'>): RowsRead | null {
  const events: (TimelineEvent | null)[] = [];
  const odd: Json[] = [];
  const ids = new Set<string | undefined>();
  let keys = 0;
  let first = from;
  for (const end of [...cuts, until]) {
    const slice = json.slice(first, end);
    const rows = parseJson(`[${slice}]`);
    if (!isList(rows)) return null;
    const surroundings = {...around, checkTexts: mayBeUnsafe(slice)};
    for (const row of rows) {
      const own = isObject(row) ? Object.keys(row) : [];
      const event = isObject(row) ? plainEvent(row, own, surroundings) : null;
      events.push(event);
      ids.add(event === null ? textAt(row, 'id') : event.id);
      if (event === null) odd.push(row);
      else keys += own.length;
    }
    first = end + 1;
  }
  return ids.size === events.length ? {events, odd, keys} : null;
}

/** What the rows of one record have in common. The lists of one name are kept: rows of the same service share theirs. */
export type Surroundings = {
  readonly epochUnixMs: number;
  readonly services: ReadonlyMap<string, readonly string[]>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Whether the texts must be looked at character by character. */
  readonly checkTexts: boolean;
};

const commonKeys: ReadonlySet<string> = new Set([
  'id',
  'at',
  'precision',
  'kind',
  'services',
  'status',
  'title',
  'detail',
  'sources',
  'confidence',
]);
const none: readonly never[] = [];
const mostNames = 100;

/**
 * A row of the record with the common keys alone and nothing wrong in it; null for any other, which needs a closer look.
 * What a person writes by hand goes through `schema.ts`; a million rows go through here, several times as fast. A test holds the two together.
 */
export function plainEvent(row: JsonObject, keys: readonly string[], around: Surroundings): TimelineEvent | null {
  if (!keys.every(key => commonKeys.has(key))) return null;
  const {id, at, title, detail = ''} = row;
  const kind = oneOf(eventKinds, row.kind);
  const precision = oneOf(precisions, row.precision, 'exact');
  const confidence = oneOf(confidences, row.confidence, 'unverified');
  const status = oneOf(statuses, row.status, null);
  const services = namesIn(row.services, around.services);
  const sources = namesIn(row.sources, around.sources);
  const atMs = (typeof at === 'string' ? unixMsOf(at) : Number.NaN) - around.epochUnixMs;
  const isSound =
    typeof id === 'string' &&
    identifierPattern.test(id) &&
    isText(title, around, false) &&
    title !== '' &&
    isText(detail, around, true) &&
    !Number.isNaN(atMs);
  if (!isSound || kind === undefined || precision === undefined || confidence === undefined) return null;
  if (status === undefined || services === undefined || sources === undefined) return null;
  return {
    id,
    atMs,
    precision,
    untilMs: null,
    kind,
    services,
    status,
    title,
    detail,
    sources,
    confidence,
    conflicts: none,
    action: null,
    knownFrom: {customer: atMs, insider: atMs, public: atMs},
  };
}

/** The word itself, one and the same for all rows; undefined: none of these. */
const oneOf = <T extends string, D = never>(words: readonly T[], value: Json | undefined, missing?: D): T | D | undefined =>
  value === undefined ? missing : words[words.indexOf(value as T)];

function isText(value: Json | undefined, {checkTexts}: Surroundings, mayHaveLines: boolean): value is string {
  return typeof value === 'string' && value.length <= limits.textLength && !(checkTexts && unsafeIn(value, mayHaveLines) !== undefined);
}

function namesIn(value: Json | undefined, known: Surroundings['services']): readonly string[] | undefined {
  if (value === undefined) return none;
  if (!isList(value) || value.length > mostNames) return undefined;
  if (value.length === 1) return known.get(value[0] as string);
  return value.every(name => known.has(name as string)) ? (value as readonly string[]) : undefined;
}
