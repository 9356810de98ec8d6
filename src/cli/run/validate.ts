import {type Issue, TimelineError, UserError} from '../../errors.js';
import {plural} from '../../format/number.js';
import {readInput, textOf} from '../input.js';
import type {Io} from '../io.js';
import {issueLines, printJson, printLines} from '../print.js';

/** What is known of one file. `unread`: there was nothing to look at. */
type Checked = {readonly file: string; readonly issues: readonly Issue[]; readonly unread: boolean};

const isError = ({severity}: Issue): boolean => severity === 'error';

type Args = {readonly files: readonly string[]; readonly json?: boolean | undefined};

export async function validate({files, json}: Args, io: Io): Promise<number> {
  const checked: Checked[] = [];
  for (const file of files) checked.push(await check(io, file));
  if (json === true) printJson(io.stdout, {files: checked.map(({file, issues}) => ({file, ok: !issues.some(isError), issues}))});
  else if (checked.some(({unread}) => !unread)) printLines(io.stdout, checked.filter(({unread}) => !unread).flatMap(linesOf));
  const unread = checked.filter(file => file.unread);
  if (unread.length > 0) {
    printLines(
      io.stderr,
      unread.flatMap(({issues}) => issues.map(({message}) => `incident-replay: ${message}`)),
    );
    return 2;
  }
  return checked.some(({issues}) => issues.some(isError)) ? 1 : 0;
}

function linesOf({file, issues}: Checked): readonly string[] {
  const errors = issues.filter(isError).length;
  const warnings = issues.length - errors;
  const counts = [...(errors > 0 ? [plural(errors, 'problem')] : []), ...(warnings > 0 ? [plural(warnings, 'warning')] : [])];
  const verdict = `${errors > 0 ? '✖' : '✓'} ${file}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  return [...issues.flatMap(issue => issueLines(file, issue)), verdict];
}

async function check(io: Io, file: string): Promise<Checked> {
  try {
    const bytes = await readInput(io, file);
    return {file, issues: await issuesIn(file, bytes), unread: false};
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {file, issues: [wholeFile(error)], unread: true};
  }
}

async function issuesIn(file: string, bytes: Uint8Array): Promise<readonly Issue[]> {
  const {issuesOf} = await import('../../import/load.js');
  try {
    // What it takes to read a scenario is loaded by those alone who need it.
    const {drillProblems} = await import('../../drill/lint/lint.js');
    return issuesOf(textOf(bytes, file), drillProblems);
  } catch (error) {
    if (error instanceof TimelineError) return error.issues;
    if (error instanceof UserError) return [wholeFile(error)];
    throw error;
  }
}

const wholeFile = ({message, hint}: UserError): Issue => ({path: '$', message, hint, severity: 'error', line: 0, column: 0});
