import type {Run} from '../engine/run.js';
import {localDay, longDate, sinceStart, zonedMinute} from '../format/clock.js';
import {plural} from '../format/number.js';
import {fit} from '../format/text.js';
import {kindWords} from '../format/words.js';
import type {Ms, Source, Status, TimelineEvent} from '../timeline/types.js';
import {headOf, impactLines, planLines} from './report.js';

/** One line of the stream. */
type Happening = {readonly atMs: Ms; readonly origin: 'FACT' | 'SIMULATED'; readonly kind: string; readonly text: string};

/**
 * A run as plain lines, in order of time: the record (FACT) and what the model made of it (SIMULATED), then the impact.
 *
 * @param fromMs leaves out what comes before
 */
export function streamOf(run: Run, history: Run, fromMs: Ms): readonly string[] {
  const {timeline} = run;
  const happenings = [...timeline.events.map(factOf), ...simulated(run)].filter(({atMs}) => atMs >= fromMs);
  // The sort is stable: at the same instant the record comes first.
  happenings.sort((a, b) => a.atMs - b.atMs);
  const lines = [...headOf(run, 'FACT is the record, SIMULATED the model'), ...planLines(run)];
  let day: number | null = null;
  for (const happening of happenings) {
    const today = localDay(timeline, happening.atMs);
    if (today !== day) lines.push('', longDate(timeline, happening.atMs), '');
    day = today;
    lines.push(lineOf(run, happening));
  }
  return [...lines, '', ...impactLines(run, history), ...sourceLines(timeline.sources, timeline.events)];
}

function lineOf({timeline}: Run, {atMs, origin, kind, text}: Happening): string {
  const times = `${zonedMinute(timeline, atMs)}  ${fit(sinceStart(timeline, atMs), 7)}`;
  return `${times}  ${fit(origin, 9)}  ${fit(kind, 10)}  ${text}`;
}

function factOf({atMs, kind, title, sources, confidence, precision}: TimelineEvent): Happening {
  const marks = [sources.length === 0 ? '' : `[${sources.join(' ')}]`, precision === 'exact' ? confidence : `${confidence}, ${precision}`];
  return {atMs, origin: 'FACT', kind: kindWords[kind], text: [title, ...marks].filter(part => part !== '').join('  ')};
}

/** What the model says of itself. A record without a model has nothing to add to its own events. */
function simulated({timeline, startMs, tracks, actions, log}: Run): readonly Happening[] {
  if (timeline.model === null) return [];
  const names = new Map(timeline.services.map(({id, name}) => [id, name]));
  const titles = new Map(timeline.mitigations.map(({id, title}) => [id, title]));
  const isChange = ({atMs, status}: {readonly atMs: Ms; readonly status: Status}): boolean => atMs > startMs || status !== 'operational';
  return [
    ...[...tracks.values()].flatMap(({service, changes}) =>
      changes.filter(isChange).map(({atMs, status}) => row(atMs, 'STATUS', `${names.get(service) ?? service}: ${status}`)),
    ),
    ...actions.flatMap(({id, origin, firedAtMs}) =>
      firedAtMs === null
        ? []
        : [row(firedAtMs, 'ACTION', origin === 'edit' ? `${titles.get(id) ?? id}: takes effect (${id}, added)` : `operators act: ${id}`)],
    ),
    ...log.map(({atMs, component, text}) => row(atMs, 'MODEL', `${component}: ${text}`)),
  ];
}

const row = (atMs: Ms, kind: string, text: string): Happening => ({atMs, origin: 'SIMULATED', kind, text});

/** What the short names in brackets stand for. */
function sourceLines(sources: readonly Source[], events: readonly TimelineEvent[]): readonly string[] {
  const cited = new Set(events.flatMap(event => event.sources));
  const known = sources.filter(({id}) => cited.has(id));
  if (known.length === 0) return [];
  const words = ({id, title, publisher, url}: Source): string =>
    `  [${id}] ${[title, publisher, url].filter(part => part !== '').join(', ')}`;
  return ['', `SOURCES: ${plural(known.length, 'source')} of ${plural(events.length, 'event')}`, ...known.map(words)];
}
