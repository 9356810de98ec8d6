import {unsafeIn} from './inspect.js';
import {limits} from './limits.js';
import {isList} from './raw.js';
import {identifierPattern} from './scalars.js';
import {unixMsOf} from './time.js';
import {confidences, eventKinds, type Json, type JsonObject, precisions, statuses, type TimelineEvent} from './types.js';

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
