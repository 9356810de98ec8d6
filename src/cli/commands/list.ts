import {UserError} from '../../errors.js';
import {dateRange, duration} from '../../format/clock.js';
import {plural} from '../../format/number.js';
import {isoAt} from '../../timeline/time.js';
import type {Timeline} from '../../timeline/types.js';
import {command} from '../command.js';
import type {Io} from '../io.js';
import {printJson, printLines, printUserError} from '../print.js';
import {openTimeline} from '../timeline-argument.js';

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
  /** How well the simulation agrees with what was published; null: not measured. */
  readonly fidelity: null;
};

const entryOf = (timeline: Timeline): Entry => ({
  id: timeline.incident.id,
  title: timeline.incident.title,
  codeName: timeline.incident.codeName,
  date: isoAt(timeline, timeline.incident.startsAtMs),
  lengthMinutes: Math.round((timeline.incident.endsAtMs - timeline.incident.startsAtMs) / 60_000),
  events: timeline.events.length,
  services: timeline.services.length,
  modelled: timeline.model !== null,
  fidelity: null,
});

function linesOf(timeline: Timeline): readonly string[] {
  const {incident, events, services, model} = timeline;
  const facts = [
    dateRange(timeline, incident.startsAtMs, incident.endsAtMs),
    duration(incident.endsAtMs - incident.startsAtMs),
    plural(events.length, 'event'),
    plural(services.length, 'service'),
    model === null ? 'record only' : 'modelled, fidelity not measured',
  ];
  return [
    incident.codeName === '' ? incident.id : `${incident.id}   ${incident.codeName}`,
    `  ${incident.title}`,
    `  ${facts.join(' · ')}`,
  ];
}

export const list = command({
  name: 'list',
  usage: '',
  summary: 'the incidents that come with the program',
  positionals: {},
  options: {json: {type: 'boolean', describe: 'one JSON array, for programs'}},
  examples: [['incident-replay list', 'what there is to replay']],
  async run({json}, io) {
    const {timelines, exitCode} = await bundledTimelines(io);
    if (json === true) printJson(io.stdout, timelines.map(entryOf));
    else if (timelines.length > 0)
      printLines(
        io.stdout,
        timelines.flatMap((timeline, index) => [...(index === 0 ? [] : ['']), ...linesOf(timeline)]),
      );
    return exitCode;
  },
});

/** A broken file among them is said on stderr; the others are listed all the same. */
async function bundledTimelines(io: Io): Promise<{readonly timelines: readonly Timeline[]; readonly exitCode: number}> {
  const timelines: Timeline[] = [];
  let exitCode = 0;
  for (const id of await io.bundled.ids()) {
    try {
      timelines.push((await openTimeline(io, id)).timeline);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      printUserError(io, error);
      exitCode = 1;
    }
  }
  return {timelines, exitCode};
}
