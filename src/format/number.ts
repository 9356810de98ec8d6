import type {Unit} from '../timeline/types.js';

/** What stands where there is no number. */
export const noValue = '–';

const scales = [
  {from: 1e12, suffix: 'tn'},
  {from: 1e9, suffix: 'bn'},
  {from: 1e6, suffix: 'M'},
  {from: 1e3, suffix: 'k'},
] as const;

/** `1204` → `1,204`: whole numbers with thousands apart. */
export const grouped = (value: number): string =>
  Math.round(value)
    .toFixed(0)
    .replace(/\B(?=(?:\d{3})+$)/g, ',');

/** Three figures and a suffix: `7`, `0.5`, `312`, `1.2 k`, `98.2 M`, `99.3 bn`. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return noValue;
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (size < 999.5) return size < 9.95 && !Number.isInteger(size) ? `${sign}${size.toFixed(1)}` : `${sign}${size.toFixed(0)}`;
  // From 999.5 of one suffix on, three figures round up to the next one: 1.0 M, not 1000 k.
  const {from, suffix} = scales.find(scale => size >= scale.from * 0.9995) ?? {from: 1e3, suffix: 'k'};
  const scaled = size / from;
  return `${sign}${scaled < 99.95 ? scaled.toFixed(1) : grouped(scaled)} ${suffix}`;
}

/** A count: whole and grouped up to 9,999 (`1,204`), then compact (`2.1 M`). */
export const count = (value: number): string => (Math.abs(value) >= 999.5 && Math.abs(value) < 9999.5 ? grouped(value) : compact(value));

/**
 * A ratio as `98 %`. Near both ends one decimal stays, so that `0 %` and `100 %` mean exactly that:
 * `0.4 %`, `99.6 %`, `<0.1 %`, `>99.9 %`.
 */
export function percent(ratio: number): string {
  if (!Number.isFinite(ratio)) return noValue;
  if (ratio < 0) return `-${percent(-ratio)}`;
  const value = ratio * 100;
  // A millionth of a percent is what sums leave over, not a rest worth a sign.
  if (value < 1e-6) return '0 %';
  if (Math.abs(value - 100) < 1e-6) return '100 %';
  if (value < 0.05) return '<0.1 %';
  if (value >= 99.95 && value < 100) return '>99.9 %';
  if (value < 0.95 || (value >= 99.5 && value < 100)) return `${value.toFixed(1)} %`;
  return `${grouped(value)} %`;
}

/** `0 min`, `12.5 min`, `172 min`. */
export function minutes(value: number): string {
  if (!Number.isFinite(value)) return noValue;
  if (value === 0) return '0 min';
  return `${Math.abs(value) < 99.95 ? value.toFixed(1) : grouped(value)} min`;
}

/** `98.2 M user-min`. */
export const userMinutes = (value: number): string => (Number.isFinite(value) ? `${compact(value)} user-min` : noValue);

/** A signal's value in the words of its unit. */
export function quantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'ratio':
      return percent(value);
    case 'minutes':
      return minutes(value);
    case 'count':
      return count(value);
    case 'perMinute':
      return Number.isFinite(value) ? `${count(value)}/min` : noValue;
    case 'millions':
      return count(value * 1e6);
    default:
      return unit satisfies never;
  }
}

/** A difference with its sign: `signed(-28.4e6, compact)` is `-28.4 M`; what rounds to nothing has no sign. */
export function signed(value: number, words: (size: number) => string): string {
  const size = words(Math.abs(value));
  return !Number.isFinite(value) || size === words(0) ? size : `${value < 0 ? '-' : '+'}${size}`;
}

/** `1 event`, `2 events`. */
export const plural = (howMany: number, one: string, many = `${one}s`): string => `${grouped(howMany)} ${howMany === 1 ? one : many}`;
