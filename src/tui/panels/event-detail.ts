import {longDate, stamp, utcClock, zonedMinute} from '../../format/clock.js';
import {printable} from '../../format/text.js';
import {kindWords} from '../../format/words.js';
import type {Confidence, Precision, TimelineEvent} from '../../timeline/types.js';
import {type Line, span} from '../line.js';
import type {View} from '../view.js';
import {field, heading, prose} from './prose.js';
import {sourceLines} from './sources.js';

const confidenceWords: Readonly<Record<Confidence, string>> = {
  official: 'official: the owner of the service says so',
  corroborated: 'corroborated: two or more independent sources',
  'single source': 'single source: one, and not the owner of the service',
  conflicting: 'conflicting: sources disagree',
  unverified: 'unverified: found in no source that could be read',
};

export const precisionWords: Readonly<Record<Precision, string>> = {
  exact: '',
  about: 'about',
  before: 'at or before',
  after: 'at or after',
  day: 'on this day; the hour is not published',
};

/** A row of the record in full: what, when, how sure, who says so, and who says otherwise. */
export function eventDetail(view: View, event: TimelineEvent, width: number): readonly Line[] {
  const {timeline, serviceById} = view.stage;
  const when =
    event.precision === 'day'
      ? `${longDate(timeline, event.atMs)}, ${precisionWords.day}`
      : `${precisionWords[event.precision]} ${zonedMinute(timeline, event.atMs)}, ${utcClock(timeline, event.atMs)}, ${longDate(timeline, event.atMs)}`;
  const names = event.services.map(id => serviceById.get(id)?.name ?? id).join(', ');
  const none: Line = [];
  return [
    [span(` ${kindWords[event.kind]} `, 'bold'), span('FACT', 'accent'), span(`  ${printable(event.id)}`, 'dim')],
    ...prose(event.title, width, 'bold'),
    ...(event.detail === '' ? [] : [none, ...prose(event.detail, width)]),
    none,
    ...field('when', when.trim(), width),
    ...(event.untilMs === null ? [] : field('until', stamp(timeline, event.untilMs), width)),
    ...(names === '' ? [] : field('services', names, width)),
    ...field(
      'confidence',
      confidenceWords[event.confidence],
      width,
      event.confidence === 'official' || event.confidence === 'corroborated' ? 'ok' : 'degraded',
    ),
    ...sourceLines(view, event.sources, width),
    ...conflictLines(view, event, width),
  ];
}

/** What sources say instead, one beside the other. */
function conflictLines({stage}: View, {conflicts}: TimelineEvent, width: number): readonly Line[] {
  if (conflicts.length === 0) return [];
  const publisherOf = (id: string) => stage.sourceById.get(id)?.publisher || stage.sourceById.get(id)?.title || id;
  const said = conflicts.flatMap(({value, sources}) => {
    const by = sources.map(publisherOf).join(', ');
    return field('', `${value}${by === '' ? '' : ` (${by})`}`, width, 'degraded');
  });
  return [[], heading('Sources disagree'), ...said];
}
