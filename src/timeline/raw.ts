import type {Path} from './problem.js';
import type {Json, JsonObject} from './types.js';

/** Ways to look at a file that may be wrong everywhere: what does not have the expected shape is passed over (`shape.ts` reports it). */

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const noKeys: JsonObject = {};

/** An own key's value; never one of the prototype's. */
export const get = (holder: Json | undefined, key: string): Json | undefined =>
  isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
export const objectAt = (holder: Json | undefined, key: string): JsonObject => {
  const value = get(holder, key);
  return isObject(value) ? value : noKeys;
};
export const textAt = (holder: Json | undefined, key: string): string | undefined => {
  const value = get(holder, key);
  return typeof value === 'string' ? value : undefined;
};
export const listAt = (holder: Json | undefined, key: string): readonly Json[] => {
  const value = get(holder, key);
  return isList(value) ? value : [];
};

/** The objects of a list, each with its place. */
export const objectsAt = (
  holder: Json | undefined,
  key: string,
  base: Path = [],
): readonly {readonly item: JsonObject; readonly path: Path}[] =>
  listAt(holder, key).flatMap((item, index) => (isObject(item) ? [{item, path: [...base, key, index]}] : []));

/** The ids of a list's objects. */
export const idsAt = (holder: Json | undefined, key: string): ReadonlySet<string> =>
  new Set(listAt(holder, key).flatMap(item => textAt(item, 'id') ?? []));

/** `undefined`: not JSON (which has no such value). */
export function parseJson(json: string): Json | undefined {
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}
