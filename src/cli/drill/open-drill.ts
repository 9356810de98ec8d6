import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {type Journal, type JournalHeader, type JournalLine, journalFormat, parseJournal, seal, unseal} from '../../drill/play/journal.js';
import {type Play, playOf} from '../../drill/play/play.js';
import type {Choice, Setup} from '../../drill/scenario/setup.js';
import type {DrillState} from '../../drill/scenario/state.js';
import {UserError} from '../../errors.js';
import {createJournal, type JournalFile, reopenJournal} from '../../host/journal-file.js';
import type {KeptPlay, Now} from '../../host/live-drill.js';
import {readInput} from '../input.js';
import type {Io} from '../io.js';
import {isFileName, type OpenedDrill, openDrill, readyDrill, typedName} from './scenario-file.js';

/** A drill that is played and kept, with the file that it came from. */
export type Playing = KeptPlay & {readonly opened: OpenedDrill; readonly journal: JournalFile};

const monotonic: Now = () => performance.now();

/** Begins a drill and its journal. */
export function begin(opened: OpenedDrill, choice: Choice, path = freeName(opened), now: Now = monotonic): Playing {
  const setup = readyDrill(opened, choice);
  const journal = createJournal(path, headerOf(opened, setup));
  return kept(opened, playOf(setup), journal, true, now);
}

/** Goes on where a journal ends. */
export async function goOn(io: Io, path: string, scenario?: string, now: Now = monotonic): Promise<Playing> {
  const read = await readJournal(io, path, scenario);
  const play = replayed(path, read);
  return kept(read.opened, play, reopenJournal(path, read.journal.keptBytes, read.journal.readBytes), false, now);
}

function kept(opened: OpenedDrill, play: Play, journal: JournalFile, isNew: boolean, now: Now): Playing {
  let startMs = play.state().phase === 'brief' ? null : now() - play.state().wallMs;
  play.onEntry((entry, state) => {
    if (entry.input.type === 'start-ex') startMs = now();
    journal.append({...entry, state: stateMark(state)});
  });
  return {opened, play, journal, isNew, wallMs: () => (startMs === null ? 0 : Math.round(now() - startMs))};
}

function headerOf({drill, argument, scenarioHash, timelineHash}: OpenedDrill, {choice, seats}: Setup): JournalHeader {
  return {
    format: journalFormat,
    version: 1,
    exercise: 'EXERCISE - not a real incident',
    codeName: drill.codeName,
    scenarioHash,
    timelineHash,
    variant: choice.variant,
    seed: choice.seed,
    policy: choice.policy,
    seats: seats.map(({id}) => id),
    startedAt: new Date().toISOString(),
    sealed: seal({scenario: isFileName(argument) ? resolve(argument) : argument, twin: choice.twin}),
  };
}

/** `quiet-sunday-2026-03-01T1930.jsonl`, in the folder where the program runs. */
function freeName({drill}: OpenedDrill): string {
  const stem = `${typedName(drill.codeName)}-${new Date().toISOString().slice(0, 16).replace(':', '')}`;
  for (let number = 1; ; number++) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.jsonl`;
    if (!existsSync(name)) return name;
  }
}

/** The beginning of the hash of a state: two that differ anywhere differ here. What could be taken back is not in it, only until when. */
export const stateMark = (state: DrillState): string => stateHash(state).slice('sha256:'.length, 'sha256:'.length + 16);

export const stateHash = (state: DrillState): string =>
  `sha256:${createHash('sha256')
    .update(JSON.stringify({...state, undo: state.undo?.wallMs ?? null}))
    .digest('hex')}`;

/** A journal with the drill that it belongs to. */
export type ReadJournal = {readonly journal: Journal; readonly opened: OpenedDrill; readonly setup: Setup};

/** @param scenario in the place of the one that the journal names */
export async function readJournal(io: Io, path: string, scenario?: string): Promise<ReadJournal> {
  const journal = parseJournal(path, await readInput(io, path));
  const {header} = journal;
  const sealed = unseal(header.sealed);
  const opened = await openDrill(io, scenario ?? sealed.scenario);
  if (opened.scenarioHash !== header.scenarioHash || opened.timelineHash !== header.timelineHash) {
    throw new UserError(
      `${path}:1: the scenario is not the one that was played: it has changed since, or it is another.`,
      `Played: ${header.scenarioHash}\nHere:   ${opened.scenarioHash}\n--scenario names the file that was played.`,
    );
  }
  return {journal, opened, setup: readyDrill(opened, {...header, twin: sealed.twin})};
}

/** Plays a journal's inputs again. Throws a UserError with the line from which on the drill goes another way than it did. */
export function replayed(
  path: string,
  {journal, setup}: ReadJournal,
  onLine: (line: JournalLine, state: DrillState) => void = () => {},
): Play {
  const play = playOf(setup);
  for (const [index, line] of journal.lines.entries()) {
    const reason = play.take(line.input, line.wallMs, line.key);
    if (reason === null && (line.state === undefined || line.state === stateMark(play.state()))) {
      onLine(line, play.state());
      continue;
    }
    const what = reason === null ? 'here the drill goes another way than it did' : `${line.input.type} is refused: ${reason}`;
    throw new UserError(`${path}:${index + 2}: ${what}.`, 'The journal was written by another version of the program, or changed.');
  }
  return play;
}
