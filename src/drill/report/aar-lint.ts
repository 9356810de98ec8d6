/** Words that no part of a report uses, except where it quotes somebody. */
export const unwanted: readonly RegExp[] = [
  /\broot cause\b/i,
  /\bhuman error\b/i,
  /\bshould(?:n['’]t| not)? have\b/i,
  /\bfailed to\b/i,
  /\b(?:winner|loser)s?\b/i,
  /\bcorrect answers?\b/i,
  /\bgame over\b/i,
  /\btotal score\b/i,
  /\bgrade [A-F]\b/i,
];

/** The texts of a report that use an unwanted word. Quotes are their speakers' own. */
export function unwantedIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return unwanted.some(word => word.test(value)) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(unwantedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'said' ? [] : unwantedIn(inner)));
}
