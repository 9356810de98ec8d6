import {quoted} from './problem.js';

const shownNames = 8;
const comparedNames = 1_000;
const comparedLength = 32;

/** What to do about an unknown name: the one that was probably meant, and the known ones, nearest first. */
export function nameHint(name: string, known: Iterable<string>): string {
  const {nearest, count} = ranked(name, known);
  if (count === 0) return 'none is declared';
  const shown = nearest.slice(0, shownNames).map(candidate => quoted(candidate).slice(1, -1));
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return `${meantHint(name, nearest)} known: ${shown.join(', ')}${more}`.trimStart();
}

/** `did you mean "…"?`, or nothing. */
export function meantHint(name: string, known: Iterable<string>): string {
  const [best] = ranked(name, known).nearest;
  const tolerance = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  const isMeant = best !== undefined && distanceOf(name.toLowerCase(), best.toLowerCase()) <= tolerance;
  return isMeant ? `did you mean ${quoted(best)}?` : '';
}

function ranked(name: string, known: Iterable<string>): {readonly nearest: readonly string[]; readonly count: number} {
  const names: string[] = [];
  let count = 0;
  for (const candidate of known) if (count++ < comparedNames) names.push(candidate);
  const measured = names.map(candidate => ({candidate, distance: distanceOf(name.toLowerCase(), candidate.toLowerCase())}));
  measured.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return {nearest: measured.map(({candidate}) => candidate), count};
}

/** Letters to add, drop, change or swap (Damerau-Levenshtein, optimal string alignment), of the first 32 characters. */
export function distanceOf(a: string, b: string): number {
  const from = a.slice(0, comparedLength);
  const to = b.slice(0, comparedLength);
  const width = to.length + 1;
  const table = new Uint8Array((from.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] as number;
  for (let column = 0; column < width; column++) table[column] = column;
  for (let row = 1; row <= from.length; row++) {
    table[row * width] = row;
    for (let column = 1; column < width; column++) {
      const isSame = from.charCodeAt(row - 1) === to.charCodeAt(column - 1);
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const cost = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (isSame ? 0 : 1));
      table[row * width + column] = isSwapped ? Math.min(cost, at(row - 2, column - 2) + 1) : cost;
    }
  }
  return at(from.length, to.length);
}
