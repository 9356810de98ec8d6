import type {Issue} from '../errors.js';
import type {Place, Problem} from './problem.js';

/** A problem whose place is known. */
export type Finding = Place & Pick<Problem, 'message' | 'hint' | 'severity'> & {readonly path: string};

/** Issues that are told; of the rest, only how many. */
export const toldIssues = 200;

/** The findings in the order of the text, each once. */
export function issuesFrom(findings: readonly Finding[]): readonly Issue[] {
  const ordered = findings.toSorted(
    (a, b) => a.line - b.line || a.column - b.column || compare(a.path, b.path) || compare(a.message, b.message),
  );
  const once = ordered.filter((finding, index) => {
    const before = ordered[index - 1];
    return before === undefined || before.path !== finding.path || before.message !== finding.message || before.line !== finding.line;
  });
  const told = once.slice(0, toldIssues).map(({path, message, hint, severity = 'error', line, column}): Issue => {
    return {path, message, hint: typeof hint === 'string' ? hint : hint(), severity, line, column};
  });
  const untold = once.length - told.length;
  if (untold === 0) return told;
  return [...told, {path: '$', message: `and ${untold} more`, hint: 'mend these first', severity: 'error', line: 0, column: 0}];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
