/** What has changed between two values of plain JSON: small where a list has grown, or one key of many is another. */
export type Patch =
  | {readonly is: unknown}
  /** Other values of keys, and keys that are gone. */
  | {readonly keys: Readonly<Record<string, Patch>>; readonly gone?: readonly string[]}
  /** In a list: so many stay, so many after them go, these come in their place. */
  | {readonly keep: number; readonly cut: number; readonly put: readonly unknown[]};

type Dictionary = Readonly<Record<string, unknown>>;
const isDictionary = (value: unknown): value is Dictionary => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (value: Dictionary, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
const keysOf = (value: Dictionary): readonly string[] => Object.keys(value).filter(key => own(value, key) !== undefined);

/** What to do to `before` so that it says the same as `after`; null: nothing. */
export function patchOf(before: unknown, after: unknown): Patch | null {
  if (Object.is(before, after)) return null;
  if (Array.isArray(before) && Array.isArray(after)) return splice(before, after);
  if (!isDictionary(before) || !isDictionary(after)) return {is: after};
  const changes = keysOf(after).flatMap((key): readonly (readonly [string, Patch])[] => {
    const change = Object.hasOwn(before, key) ? patchOf(own(before, key), own(after, key)) : {is: own(after, key)};
    return change === null ? [] : [[key, change]];
  });
  const gone = keysOf(before).filter(key => own(after, key) === undefined);
  if (changes.length === 0 && gone.length === 0) return null;
  return gone.length === 0 ? {keys: Object.fromEntries(changes)} : {keys: Object.fromEntries(changes), gone};
}

const isSame = (one: unknown, other: unknown): boolean => patchOf(one, other) === null;

function splice(before: readonly unknown[], after: readonly unknown[]): Patch | null {
  const shorter = Math.min(before.length, after.length);
  let keep = 0;
  while (keep < shorter && isSame(before[keep], after[keep])) keep++;
  let tail = 0;
  while (tail < shorter - keep && isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])) tail++;
  const cut = before.length - keep - tail;
  const put = after.slice(keep, after.length - tail);
  return cut === 0 && put.length === 0 ? null : {keep, cut, put};
}

/** The value after a change. */
export function patched(before: unknown, patch: Patch): unknown {
  if ('is' in patch) return patch.is;
  if ('put' in patch) {
    const list = Array.isArray(before) ? before : [];
    return [...list.slice(0, patch.keep), ...patch.put, ...list.slice(patch.keep + patch.cut)];
  }
  const {keys, gone = []} = patch;
  const known = isDictionary(before) ? before : {};
  const kept = Object.entries(known).filter(([key]) => !gone.includes(key) && !Object.hasOwn(keys, key));
  const changed = Object.entries(keys).map(([key, change]) => [key, patched(own(known, key), change)]);
  return Object.fromEntries([...kept, ...changed]);
}
