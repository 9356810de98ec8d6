import {unreachable} from '../../../errors.js';
import {hourMinute, longDate, stamp, utcBeside, zonedMinute} from '../../../format/clock.js';
import {compact} from '../../../format/number.js';
import {printable, wrap} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {cell, type Line, type Role, rule, span} from '../../../screen/line.js';
import {field, heading, prose} from '../../../screen/prose.js';
import {verdict} from '../../../screen/signs.js';
import type {Confidence, Conflict, Mitigation, Ms, Precision, TimelineEvent} from '../../../timeline/types.js';
import {latestAsked, previewAsked} from '../state/answering.js';
import type {PanelView} from '../state/panel.js';
import {answerTo} from '../state/questions.js';
import type {Subject} from '../state/state.js';
import type {Stage} from '../state/timeline-index.js';
import {conditionWords, eventOf, isWhatIf, standingOf, subjectOf, type View} from '../state/view.js';
import {serviceDetail} from './service-detail.js';
import {latestSentence, sourceLines} from './words.js';

/** Columns that a claim needs beside another one, and beside three. */
const leastColumns = {two: 18, four: 26} as const;
const between = ' │ ';

/** Two or four, so that a claim and what is said against it stay side by side. */
function abreastIn(columns: number, claims: number): number {
  const fits = (count: number, least: number) => columns >= count * least + (count - 1) * between.length;
  if (claims > 2 && fits(4, leastColumns.four)) return 4;
  return fits(2, leastColumns.two) ? 2 : 1;
}

/** What sources say instead, side by side: each claim above those who make it. A blank line around them. */
export function claimLines({stage}: View, conflicts: readonly Conflict[], width: number): readonly Line[] {
  if (conflicts.length === 0) return [];
  const abreast = abreastIn(width - 2, conflicts.length);
  const columns = Math.floor((width - 2 - (abreast - 1) * between.length) / abreast);
  const rows = Array.from({length: Math.ceil(conflicts.length / abreast)}, (_, row) =>
    conflicts.slice(row * abreast, (row + 1) * abreast).map(conflict => claimCells(stage, conflict, columns)),
  );
  return [[], heading('Sources disagree'), ...rows.flatMap((row): readonly Line[] => [...beside(row, columns), []])];
}

type Cell = {readonly text: string; readonly role: Role};

function claimCells(stage: Stage, {value, sources}: Conflict, columns: number): readonly Cell[] {
  const by = sources.map(id => stage.sourceById.get(id)?.publisher || stage.sourceById.get(id)?.title || id);
  const said = wrap(printable(value), columns).map((text): Cell => ({text, role: 'degraded'}));
  const sayers = by.length === 0 ? [] : wrap(printable([...new Set(by)].join(', ')), columns).map((text): Cell => ({text, role: 'dim'}));
  return [...said, ...sayers];
}

function beside(claims: readonly (readonly Cell[])[], columns: number): readonly Line[] {
  const height = Math.max(...claims.map(({length}) => length));
  return Array.from(
    {length: height},
    (_, line): Line => [
      span(' '),
      ...claims.flatMap((claim, index) => {
        const {text, role} = claim[line] ?? {text: '', role: 'dim' as const};
        return [...(index === 0 ? [] : [span(between, 'rule')]), span(cell(text, columns), role)];
      }),
    ],
  );
}

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

/** The card of a mitigation: what it does, what it takes, and what it would save if it were thrown now. */
export function mitigationDetail(view: View, mitigation: Mitigation, width: number): readonly Line[] {
  const {words, thrown, refusal} = standingOf(view, mitigation);
  const none: Line = [];
  return [
    heading(printable(mitigation.title)),
    ...field('now', refusal ?? words, width, thrown ? 'accent' : refusal === null ? 'ok' : 'degraded'),
    ...(thrown ? [] : worth(view, mitigation, width)),
    none,
    ...prose(mitigation.detail, width),
    none,
    ...field('lead time', leadWords(view, mitigation, thrown), width),
    ...field('needs', needWords(view, mitigation), width),
    ...field('can be undone', mitigation.reversible ? 'yes' : 'no: once it works it cannot be taken back', width),
    ...(mitigation.risk === '' ? [] : field('risk', mitigation.risk, width)),
    ...(mitigation.owner === '' ? [] : field('owner', mitigation.owner, width)),
    ...sourceLines(view, mitigation.sources, width),
  ];
}

function leadWords({state, stage}: View, {leadMinutes}: Mitigation, thrown: boolean): string {
  const lead = `${leadMinutes} min`;
  if (thrown) return lead;
  return `${lead}: thrown now it works from ${hourMinute(stage.timeline, state.positionMs + leadMinutes * 60_000)}`;
}

/** What must hold before it can be thrown. */
function needWords({stage}: View, {precondition}: Mitigation): string {
  if (precondition === null) return 'nothing first';
  const words = conditionWords(stage, precondition);
  return precondition.says === '' ? words : `${precondition.says}: ${words}`;
}

/** What throwing it now would save, and until when it would save anything. */
function worth(view: View, mitigation: Mitigation, width: number): readonly Line[] {
  if (standingOf(view, mitigation).refusal !== null) return [];
  if (view.state.playing) return field('thrown now', 'pause (space) to see what it would save', width);
  return [...previewLines(view, width), ...latestLines(view, width)];
}

function previewLines(view: View, width: number): readonly Line[] {
  const {now, history, answers} = view;
  const asked = previewAsked(view);
  if (asked === null) return [];
  const preview = answerTo(answers, asked);
  const words = preview === undefined ? '…' : verdict(now.userMinutes, preview.userMinutes);
  const against = `against ${compact(now.userMinutes)}${isWhatIf(view) ? `, history ${compact(history.userMinutes)}` : ' in history'}`;
  return [...field('thrown now', words, width, 'accent'), ...field('SIMULATED', against, width)];
}

const latestLines = (view: View, width: number): readonly Line[] =>
  latestAsked(view) === null ? [] : field('useful', latestSentence(view), width);

/** Everything there is to say about a subject, as long as it is. */
export function linesAbout(view: View, subject: Subject | null, width: number): readonly Line[] {
  if (subject === null) return prose('Nothing is selected.', width, 'dim');
  switch (subject.kind) {
    case 'service': {
      const service = view.stage.serviceById.get(subject.id);
      return service === undefined ? [] : serviceDetail(view, service, width);
    }
    case 'event': {
      const event = eventOf(view, subject.id);
      return event === undefined ? [] : eventDetail(view, event, width);
    }
    case 'mitigation': {
      const mitigation = view.stage.timeline.mitigations.find(({id}) => id === subject.id);
      return mitigation === undefined ? [] : mitigationDetail(view, mitigation, width);
    }
    case 'happening':
      return [
        [span(' SIMULATED', 'simulated')],
        ...prose(subject.text, width, 'bold'),
        [],
        ...field('when', hourMinute(view.stage.timeline, subject.atMs), width),
        ...prose('The model worked this out by itself; the record does not say it.', width, 'dim'),
      ];
    default:
      return unreachable(subject);
  }
}

const titles: Readonly<Record<Subject['kind'], string>> = {
  service: 'SERVICE',
  event: 'EVENT',
  mitigation: 'MITIGATION',
  happening: 'SIMULATION',
};

/** The key that shows the rest of a subject. */
function moreKey({state}: View, subject: Subject | null): string {
  if (state.overlay.type === 'detail') return '↓';
  if (subject?.kind !== 'mitigation') return 'enter';
  return state.overlay.type === 'mitigations' ? 'page ↓' : 'm';
}

/** A panel about one subject; `scroll` lines of it are above the top. */
export const detailPanel = (subjectIn: (view: View) => Subject | null, scrollIn: (view: View) => number = () => 0): PanelView => ({
  title(view, width, height) {
    const subject = subjectIn(view);
    const length = linesAbout(view, subject, width).length;
    const hidden = Math.max(0, length - (height - 1) - scrollIn(view));
    const more = hidden > 0 ? `${hidden} more: ${moreKey(view, subject)}` : '';
    return rule(width, [
      {
        at: 1,
        span: span(
          printable(subject === null ? 'DETAIL' : titles[subject.kind]),
          view.state.overlay.type === 'detail' ? 'selected' : 'bold',
        ),
      },
      ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
    ]);
  },
  lines(view, width, height) {
    const lines = linesAbout(view, subjectIn(view), width);
    const first = Math.max(0, Math.min(scrollIn(view), lines.length - height));
    return lines.slice(first, first + height);
  },
  need: (view, width) => linesAbout(view, subjectIn(view), width).length,
});

/** The selection of the panel that has the keys. */
export const detail = detailPanel(subjectOf);

/** The selected mitigation, whatever has the keys. */
export const card: PanelView = {
  ...detailPanel(
    ({state, stage}) => (stage.timeline.mitigations.length > 0 ? {kind: 'mitigation', id: state.mitigation} : null),
    ({state}) => (state.overlay.type === 'mitigations' ? state.overlay.scroll : 0),
  ),
  scrolls: true,
};

/** Beside a card: the selection of services or record. */
export const detailBesideCard = detailPanel(view =>
  view.state.focus === 'record' ? subjectOf(view) : view.stage.services.length > 0 ? {kind: 'service', id: view.state.service} : null,
);

/** What was opened over the replay. */
export const openDetail: PanelView = {
  ...detailPanel(
    ({state}) => (state.overlay.type === 'detail' ? state.overlay.subject : null),
    ({state}) => (state.overlay.type === 'detail' ? state.overlay.scroll : 0),
  ),
  scrolls: true,
};
