import {writeFileSync} from 'node:fs';
import {playOf} from '../../drill/play/play.js';
import {reportOf} from '../../drill/report/aar.js';
import type {AfterActionReport} from '../../drill/report/aar-schema.js';
import {quick, thorough} from '../../drill/report/ensemble.js';
import type {DrillState} from '../../drill/scenario/state.js';
import {UserError} from '../../errors.js';
import {aarHtml} from '../../export/aar-html.js';
import {aarJson} from '../../export/aar-json.js';
import {aarMarkdown} from '../../export/aar-markdown.js';
import {aarPage} from '../../export/aar-page.js';
import type {Io} from '../io.js';
import {printLines} from '../print.js';
import type {ReportFormat} from './actions.js';
import {type ReadJournal, readJournal, replayed, stateMark} from './open-drill.js';

export type ReportArgs = {
  readonly format?: ReportFormat | undefined;
  readonly output?: string | undefined;
  readonly scenario?: string | undefined;
  readonly team?: string | undefined;
  readonly thorough?: boolean | undefined;
  readonly json?: boolean | undefined;
};

const writers: Readonly<Record<ReportFormat, (report: AfterActionReport, columns: number) => string>> = {
  markdown: aarMarkdown,
  html: aarHtml,
  json: aarJson,
  terminal: aarPage,
};

/** What a drill came to, from its journal. While it is still played there is none: a report tells everything. */
export async function report(file: string, args: ReportArgs, io: Io): Promise<number> {
  // Who reads on a terminal gets a page; what goes elsewhere is the whole report.
  const usual = args.output === undefined && io.stdout.isTTY ? 'terminal' : 'markdown';
  const format = args.json === true ? 'json' : (args.format ?? formatOf(args.output) ?? usual);
  const read = await readJournal(io, file, args.scenario);
  const state = stateOf(file, read);
  if (state.phase === 'brief' || state.phase === 'play') {
    throw new UserError(
      `${file}: the drill has not ended, and a report tells what nobody in it may know yet.`,
      `incident-replay drill resume ${file} goes on with it.`,
    );
  }
  const {header} = read.journal;
  const made = reportOf(read.setup, state, {
    team: args.team ?? null,
    date: header.startedAt?.slice(0, 10) ?? null,
    scenarioHash: header.scenarioHash,
    replay: `incident-replay drill replay ${file}`,
    effort: args.thorough === true ? thorough : quick,
  });
  const text = writers[format](made, io.stdout.isTTY ? io.stdout.columns : 80);
  if (args.output === undefined) io.stdout.write(text);
  else {
    written(args.output, text);
    printLines(io.stderr, [`${args.output}: the after-action report of ${header.codeName}.`]);
  }
  return 0;
}

/** What a journal came to. Its last mark stands for all of it; where that differs, the line is looked for from which on it does. */
function stateOf(file: string, read: ReadJournal): DrillState {
  const {journal, setup} = read;
  const play = playOf(setup);
  const isTaken = journal.lines.every(({input, wallMs, key}) => play.take(input, wallMs, key) === null);
  const mark = journal.lines.at(-1)?.state;
  return isTaken && (mark === undefined || mark === stateMark(play.state())) ? play.state() : replayed(file, read).state();
}

/** What a file's name says of its format. */
function formatOf(name: string | undefined): ReportFormat | null {
  if (name === undefined) return null;
  if (/\.html?$/i.test(name)) return 'html';
  return /\.json$/i.test(name) ? 'json' : null;
}

/** @throws UserError where the file system refuses */
function written(path: string, text: string): void {
  try {
    writeFileSync(path, text, {mode: 0o600});
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    throw new UserError(`${path} cannot be written (${code}).`, 'Name a file in a folder that is there.', 2);
  }
}
