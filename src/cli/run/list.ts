import {UserError} from '../../errors.js';
import {dateRange, duration} from '../../format/clock.js';
import {minutes, plural} from '../../format/number.js';
import type {Fidelity} from '../../review/fidelity.js';
import {isoAt} from '../../timeline/time.js';
import type {Timeline} from '../../timeline/types.js';
import type {Io} from '../io.js';
import {printJson, printLines, printUserError} from '../print.js';
import {openTimeline} from '../timeline-argument.js';
import {fidelitySummary} from './fidelity.js';

/** What a list says of one incident. */
type Entry = {
  readonly id: string;
  readonly title: string;
  readonly codeName: string;
  /** The incident's start. */
  readonly date: string;
  readonly lengthMinutes: number;
  readonly events: number;
  readonly services: number;
  /** False: it replays as a record, and nothing in it can be changed. */
  readonly modelled: boolean;
  /** How well the simulation agrees with what was published, by class of edge; null: nothing to measure. */
  readonly fidelity: Fidelity['summary'] | null;
};

type Listed = {readonly timeline: Timeline; readonly fidelity: Entry['fidelity']};

const entryOf = ({timeline, fidelity}: Listed): Entry => ({
  id: timeline.incident.id,
  title: timeline.incident.title,
  codeName: timeline.incident.codeName,
  date: isoAt(timeline, timeline.incident.startsAtMs),
  lengthMinutes: Math.round((timeline.incident.endsAtMs - timeline.incident.startsAtMs) / 60_000),
  events: timeline.events.length,
  services: timeline.services.length,
  modelled: timeline.model !== null,
  fidelity,
});

function linesOf({timeline, fidelity}: Listed): readonly string[] {
  const {incident, events, services, model} = timeline;
  const facts = [
    dateRange(timeline, incident.startsAtMs, incident.endsAtMs),
    duration(incident.endsAtMs - incident.startsAtMs),
    plural(events.length, 'event'),
    plural(services.length, 'service'),
    model === null ? 'record only' : `modelled, ${fidelityWords(fidelity)}`,
  ];
  return [
    incident.codeName === '' ? incident.id : `${incident.id}   ${incident.codeName}`,
    `  ${incident.title}`,
    `  ${facts.join(' · ')}`,
  ];
}

function fidelityWords(summary: Fidelity['summary'] | null): string {
  const {n, meanAbsError} = summary?.predicted ?? {n: 0, meanAbsError: null};
  return meanAbsError === null
    ? 'fidelity not measured'
    : `${plural(n, 'published edge')} predicted to ${minutes(meanAbsError)} on average`;
}

type Args = {readonly json?: boolean | undefined};

export async function list({json}: Args, io: Io): Promise<number> {
  const {listed, exitCode} = await bundledTimelines(io);
  if (json === true) printJson(io.stdout, listed.map(entryOf));
  else if (listed.length > 0)
    printLines(
      io.stdout,
      listed.flatMap((one, index) => [...(index === 0 ? [] : ['']), ...linesOf(one)]),
    );
  return exitCode;
}

/** A broken file among them is said on stderr; the others are listed all the same. */
async function bundledTimelines(io: Io): Promise<{readonly listed: readonly Listed[]; readonly exitCode: number}> {
  const listed: Listed[] = [];
  let exitCode = 0;
  for (const id of await io.bundled.ids()) {
    try {
      const opened = await openTimeline(io, id);
      listed.push({timeline: opened.timeline, fidelity: fidelitySummary(opened)});
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      printUserError(io, error);
      exitCode = 1;
    }
  }
  return {listed, exitCode};
}
