import {isoAt} from '../../timeline/time.js';
import type {TimelineEvent} from '../../timeline/types.js';
import {wordsOf} from '../play/words.js';
import {type Setup, taxFactor} from '../scenario/setup.js';
import {type DrillState, type Rating, storyKeys} from '../scenario/state.js';
import {chartsOf} from './aar-charts.js';
import {decisionsOf} from './aar-decisions.js';
import {findingsOf} from './aar-findings.js';
import type {AfterActionReport, Finding, Quote} from './aar-schema.js';
import {momentOf, timelineOf, titleOf} from './aar-timeline.js';
import {type Effort, quick} from './ensemble.js';
import type {ImpactMeasure} from './measure-impact.js';
import type {WordsMeasure} from './measure-words.js';
import {type Profile, profileOf} from './profile.js';

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

/** What a report cannot know from the drill itself. */
export type AboutRun = {
  readonly team?: string | null;
  /** The day it was held, `2026-03-01`. */
  readonly date?: string | null;
  readonly scenarioHash?: string | null;
  /** The command that shows the drill once more. */
  readonly replay?: string | null;
  /** Whether whoever played could read the scenario; true unless it ran on another machine. */
  readonly isUnsealed?: boolean;
  readonly effort?: Effort;
};

const mostFindings = 3;

/** The after-action report of a drill. The team's own story stands before everything that the reveal adds. */
export function reportOf(setup: Setup, state: DrillState, about: AboutRun = {}): AfterActionReport {
  const {drill} = setup;
  const profile = profileOf(setup, state, about.effort ?? quick);
  const {strengths, areas} = findingsOf(state, profile);
  const timeline = timelineOf(setup, state);
  const improvements = improvementsOf(state);
  return {
    mark: 'EXERCISE – not a real incident.',
    format: 'incident-replay/after-action-report',
    version: 1,
    exercise: {
      codeName: drill.codeName,
      scenario: setup.timeline.incident.id,
      scenarioHash: about.scenarioHash ?? null,
      seed: setup.choice.seed,
      variant: setup.variant.title,
      twin: setup.twin?.title ?? null,
    },
    run: runOf(setup, state, about),
    onePage: {
      purpose: drill.purpose,
      strengths: strengths.slice(0, mostFindings),
      areas: areas.slice(0, mostFindings),
      improvements: improvements.slice(0, mostFindings),
      surprise: quoted(state.story[storyKeys.surprise]),
    },
    overview: overviewOf(setup),
    story: storyOf(setup, state),
    timeline,
    objectives: objectivesOf(setup, state),
    decisions: decisionsOf(setup, state, profile.decisions, timeline),
    profile: dimensionsOf(setup, profile),
    communications: communicationsOf(setup, profile.words),
    well: {
      well: quoted(state.story[storyKeys.well]),
      lucky: quoted(state.story[storyKeys.lucky]),
      hard: quoted(state.story[storyKeys.hard]),
    },
    reveal: revealOf(setup, state, profile.impact),
    ours: quoted(state.story[storyKeys.ours]),
    improvements,
    hotWash: hotWashOf(setup, state),
    appendix: appendixOf(setup, about.replay ?? null),
    charts: chartsOf(setup, state, profile),
  };
}

const quoted = (said: string | undefined): Quote | null => (said === undefined || said.trim() === '' ? null : {said});

const clockWords = {
  hold: 'Simulated time stood still during the talk about a decision.',
  tax: `Each minute of talk cost ${taxFactor} simulated minutes.`,
  run: 'Simulated time ran on during talk.',
} as const;

function runOf(setup: Setup, state: DrillState, about: AboutRun): AfterActionReport['run'] {
  const {policy} = setup.choice;
  const familiar = Object.keys(state.familiar).length;
  const isUnsealed = about.isUnsealed ?? true;
  const conditions = [
    `clock policy ${policy}`,
    setup.variant.title,
    `${state.hints.length === 1 ? '1 hint' : `${state.hints.length} hints`} opened`,
    `familiar ${familiar}/${setup.seats.length}`,
    ...(state.isPractice ? ['practice: it was rewound'] : []),
    ...(state.isAgent ? ['played by a program'] : []),
    ...(isUnsealed ? ['unsealed'] : []),
  ];
  return {
    team: about.team ?? null,
    date: about.date ?? null,
    startEx: momentOf(setup, setup.drill.startsAtMs),
    endEx: momentOf(setup, state.nowMs),
    wallMinutes: Math.round(state.wallMs / 6000) / 10,
    clockPolicy: policy,
    seats: setup.seats.map(({id, title}) => ({id, title})),
    hintsOpened: state.hints.length,
    isPractice: state.isPractice,
    familiar: {seats: familiar, of: setup.seats.length},
    isAgentRun: state.isAgent,
    isUnsealed,
    isOver: state.phase === 'hotWash' || state.phase === 'over',
    conditions: conditions.join(' · '),
  };
}

const overviewOf = ({drill, variant, choice}: Setup): AfterActionReport['overview'] => ({
  type: 'A tabletop exercise on a simulation: people talk and decide in their roles, and a model of the incident answers.',
  objectives: drill.objectives.map(({id, title, target}) => ({id, title, target})),
  scenes: variant.scenes.map(({scene}) => drill.scenes.find(({id}) => id === scene)?.spoken ?? scene),
  artificialities: drill.artificialities,
  clockPolicy: clockWords[choice.policy],
});

const storyOf = ({drill, variant}: Setup, {story, storyLockedWallMs}: DrillState): AfterActionReport['story'] => ({
  lockedWallMinute: storyLockedWallMs === null ? null : Math.round(storyLockedWallMs / 6000) / 10,
  scenes: variant.scenes.map(({scene}) => ({
    scene,
    spoken: drill.scenes.find(({id}) => id === scene)?.spoken ?? scene,
    quote: quoted(story[scene]),
  })),
});

const ratingWords: Readonly<Record<Rating, string>> = {
  P: 'performed without challenges',
  S: 'performed with some challenges',
  M: 'performed with major challenges',
  U: 'unable to be performed',
};

function objectivesOf({drill}: Setup, state: DrillState): AfterActionReport['objectives'] {
  return drill.objectives.map(({id, title, target}) => {
    const rated = state.rated.find(({objective}) => objective === id);
    const seen = state.observations.filter(({objective}) => objective === id);
    const findings = seen.map(({id, text}): Finding => ({text: 'Observed', quote: {said: text}, evidence: [id]}));
    const isStrong = rated?.rating === 'P' || rated?.rating === 'S';
    const decided = drill.decisions.filter(({objective}) => objective === id).flatMap(({id}) => state.decisions[id]?.committed?.id ?? []);
    return {
      id,
      title,
      target,
      rating: rated?.rating ?? null,
      ratingWords: rated === undefined ? 'not rated' : ratingWords[rated.rating],
      note: quoted(rated?.note),
      strengths: isStrong ? findings : [],
      areas: isStrong ? [] : findings,
      evidence: [...(rated === undefined ? [] : [rated.id]), ...seen.map(({id}) => id), ...decided],
    };
  });
}

function dimensionsOf(setup: Setup, profile: Profile): AfterActionReport['profile'] {
  const {impact, decisions, orders, picture, words, command, episodes} = profile;
  return {
    policy: impact.policy,
    episodes: episodes.map(({id, title, startsMs, times}) => ({
      id,
      title,
      starts: startsMs === null ? null : momentOf(setup, startsMs),
      times,
    })),
    dimensions: [
      {
        id: 'M1',
        title: 'Impact',
        note: 'Simulated. User counts are illustrative: differences mean something, totals do not.',
        figures: impact.figures,
      },
      {id: 'M2', title: 'Decisions', note: decisions.note, figures: decisions.figures},
      {id: 'M3', title: 'Evidence before action', note: '', figures: orders.evidence},
      {id: 'M4', title: 'Care in acting', note: '', figures: orders.care},
      {id: 'M5', title: 'Picture', note: '', figures: picture.figures},
      {id: 'M6', title: 'Words', note: '', figures: words.figures},
      {id: 'M7', title: 'Command and coordination', note: command.note, figures: command.figures},
    ],
  };
}

const communicationsOf = (setup: Setup, {audiences}: WordsMeasure): AfterActionReport['communications'] =>
  audiences.map(({id, posts}) => ({
    audience: setup.drill.audiences.find(audience => audience.id === id)?.title ?? id,
    posts: posts.map(({post, isValid, isRepeat, promisesAnEnd, isKept, claims}) => ({
      at: momentOf(setup, post.atMs),
      by: titleOf(setup, post.seat),
      quote: {said: wordsOf(post)},
      isValid,
      isRepeat,
      promisesAnEnd,
      isKept,
      claims: claims.map(({says, isTrue, seenAtMs}) => ({says, isTrue, isSeen: seenAtMs !== null})),
      evidence: post.id,
    })),
  }));

const improvementsOf = ({improvements}: DrillState): AfterActionReport['improvements'] =>
  improvements.map(({id, area, action, owner, due, check}) => ({
    id,
    area: {said: area},
    action: {said: action},
    owner: {said: owner},
    due,
    check: {said: check},
    status: 'open',
  }));

const hotWashOf = (setup: Setup, state: DrillState): AfterActionReport['hotWash'] => ({
  questions: setup.drill.debrief
    .filter(({scene}) => scene === undefined || setup.variant.scenes.some(one => one.scene === scene))
    .map(({question}, index) => ({question, quote: quoted(state.story[`q${index + 1}`])})),
  notes: quoted(state.story[storyKeys.notes]),
  observations: state.observations.map(({id, atMs, text, objective}) => ({
    at: momentOf(setup, atMs),
    quote: {said: text},
    objective,
    evidence: id,
  })),
});
