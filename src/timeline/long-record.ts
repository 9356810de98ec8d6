import {epochOf, timelineOf} from './build.js';
import {type Check, examine} from './examine.js';
import {mayBeUnsafe} from './inspect.js';
import {limits} from './limits.js';
import {plainEvent, type Surroundings} from './plain-event.js';
import {idsAt, isList, isObject, parseJson, textAt} from './raw.js';
import type {Rows, Scan} from './scan.js';
import type {Json, Timeline, TimelineEvent} from './types.js';

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
