import {isoAt} from '../../timeline/time.js';
import type {TimelineEvent} from '../../timeline/types.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {AfterActionReport} from './aar-schema.js';
import {momentOf} from './aar-timeline.js';
import type {ImpactMeasure} from './measure-impact.js';

type Reveal = AfterActionReport['reveal'];

/** Section 10, in its order: history, the best known plan, how it works, what was public only later, where nobody is sure. */
export function revealOf(setup: Setup, state: DrillState, {policy}: ImpactMeasure): Reveal {
  const {drill, timeline} = setup;
  const {startsAtMs, endsAtMs} = drill;
  const facts = drill.facts.map(({text, mark, sources}) => ({text, mark, sources}));
  const inside = timeline.events.filter(({atMs}) => atMs >= startsAtMs && atMs <= endsAtMs);
  return {
    history: drill.decisions.flatMap(({id, title, history, options}) => {
      const option = options.find(option => option.id === history);
      return option === undefined || state.decisions[id] === undefined ? [] : [{decision: `${id} ${title}`, option: option.text}];
    }),
    record: inside
      .filter(({kind}) => kind === 'action' || kind === 'fault')
      .map(({atMs, title, confidence, sources}) => ({at: momentOf(setup, atMs), text: title, mark: confidence, sources})),
    best:
      policy === null
        ? 'The scenario has no best known plan.'
        : `${policy.title}. Policy ${policy.id}, ${policy.hash}: it looks at the same panels, gives its orders through the same hands, and can be beaten.`,
    mechanism: facts,
    publicLater: drill.facts
      .filter(({know}) => know.tag === 'LATE' || know.tag === 'OPS')
      .map(({text, mark, sources, know}) => ({text, mark, sources, from: know.fromMs === null ? null : isoAt(timeline, know.fromMs)})),
    conflicts: conflictsOf(inside),
    unsure: timeline.limits,
  };
}

/** What sources say differently, once, with everything in the record that it is about. */
function conflictsOf(events: readonly TimelineEvent[]): Reveal['conflicts'] {
  const found = new Map<string, Reveal['conflicts'][number]>();
  for (const {title, conflicts} of events) {
    if (conflicts.length === 0) continue;
    const key = JSON.stringify(conflicts);
    found.set(key, {what: [...(found.get(key)?.what ?? []), title], values: conflicts});
  }
  return [...found.values()];
}

const glossary: AfterActionReport['appendix']['glossary'] = [
  {term: 'EXERCISE', meaning: 'Nothing in this report happened to anybody: a simulation answered.'},
  {term: 'StartEx, EndEx', meaning: 'When play began and ended; every clock refers to them.'},
  {term: 'Inject', meaning: 'A piece of information that was put to seats.'},
  {term: 'P / S / M / U', meaning: 'Performed without challenges, with some, with major ones; unable to be performed.'},
  {term: 'Defensible set', meaning: 'The options that a careful judge would not tell apart on what was known then.'},
  {term: 'Band', meaning: 'From the 10th to the 90th percentile over other worlds that fit the record as well.'},
  {term: 'H / M / A', meaning: 'History; follows from the published mechanism; an assumption.'},
  {term: 'FACT, SIMULATED, V, R', meaning: 'Recorded; computed by the model; read in its source; remembered from it.'},
  {term: 'User-minutes', meaning: 'Users without service times minutes. User counts are illustrative: only differences mean something.'},
];

/** What a reader needs to check a report, and to run it again. */
export function appendixOf({drill, timeline}: Setup, replay: string | null): AfterActionReport['appendix'] {
  const used = new Set([...drill.facts.flatMap(({sources}) => sources), ...drill.anchors.flatMap(({sources}) => sources)]);
  const parameters = Object.entries(timeline.model?.parameters ?? {}).filter(([, {origin}]) => /^assum/i.test(origin));
  return {
    glossary,
    assumptions: [
      ...drill.facts.filter(({mark}) => mark === 'A').map(({text}) => text),
      ...parameters.map(([name, {value, unit, origin}]) => `${name} = ${value} ${unit}: ${origin}`),
    ],
    sources: timeline.sources.filter(({id}) => used.has(id)).map(({id, title, url}) => ({id, title, url})),
    replay,
  };
}
