import {longDate, stamp, utcBeside, zonedMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {type Line, span} from '../../../screen/line.js';
import {field, prose} from '../../../screen/prose.js';
import type {Confidence, Ms, Precision, TimelineEvent} from '../../../timeline/types.js';
import type {View} from '../view.js';
import {claimLines} from './claims.js';
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
      : `${precisionWords[event.precision]} ${zonedMinute(timeline, event.atMs)}${utcBeside(timeline, event.atMs, ', ')}, ${longDate(timeline, event.atMs)}`;
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
    ...claimLines(view, event.conflicts, width),
    ...linkLines(view, event, width),
    ...sourceLines(view, event.sources, width),
  ];
}

/** From when whom could know it, and which action of the model it is. */
function linkLines({stage}: View, {atMs, knownFrom, action}: TimelineEvent, width: number): readonly Line[] {
  const {timeline, recorded} = stage;
  const {customer, insider, public: everybody} = knownFrom;
  const when = (fromMs: Ms | null) => (fromMs === null ? 'not on the night' : fromMs === atMs ? 'at once' : stamp(timeline, fromMs));
  const isAlike = customer === insider && customer === everybody;
  const known = `responders ${when(insider)}, customers ${when(customer)}, everybody ${when(everybody)}`;
  const spec = action === null ? undefined : recorded.get(action);
  return [
    ...field('known from', isAlike ? `${when(customer)}${customer === null ? '' : ', by everybody'}` : known, width),
    ...(action === null
      ? []
      : field('action', `${action} of the model${spec === undefined ? '' : `, its time ${spec.provenance}`}`, width)),
  ];
}
