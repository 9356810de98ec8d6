import type {Input} from '../drill/play/input.js';
import {beginning, step as played} from '../drill/play/session.js';
import {checkWords, type Finding, type Words, wordsOf} from '../drill/play/words.js';
import {readingAt} from '../drill/scenario/predicate.js';
import {type Setup, soloSeat} from '../drill/scenario/setup.js';
import type {DrillState} from '../drill/scenario/state.js';
import {hourMinute} from '../format/clock.js';
import {percent} from '../format/number.js';
import {MINUTE_MS} from '../timeline/time.js';
import {type Answers, asks, type Field, type Figure, type Lesson, numberOf, pages, reads, type Step, verdict} from './lesson.js';
import {faultAt, regions, smallDrill} from './small-drill.js';
import {once, pick} from './world.js';

/** Minutes after the fault at which the words are written. */
const lookedAfter = 10;
/** Percentages in a word may be rounded so far, in points. */
const rounding = 10;

/** What is known when the words are written: the drill, and the numbers in it. */
export type Known = {
  readonly setup: Setup;
  readonly state: DrillState;
  readonly region: string;
  readonly since: string;
  readonly now: string;
  /** Requests that fail, 0 to 1. */
  readonly failing: number;
};

export function knownOf(seed: number): Known {
  const setup = smallDrill(seed);
  const inputs: readonly Input[] = [
    {type: 'start-ex'},
    {type: 'advance', byMs: (faultAt + lookedAfter) * MINUTE_MS},
    {type: 'look', seat: soloSeat, panel: 'shop'},
  ];
  const state = inputs.reduce((before, input) => played(setup, before, input, 0).state, beginning(setup));
  const clock = (minute: number): string => hourMinute(setup.timeline, minute * MINUTE_MS);
  return {
    ...{setup, state},
    region: pick(seed, 'region', regions),
    since: clock(faultAt),
    now: clock(faultAt + lookedAfter),
    failing: readingAt(setup, state, 'shop.err', state.nowMs) ?? 0,
  };
}

const wordsIn = (audience: string, {impact = '', scope = '', doing = '', next}: Answers): Words => {
  const minutes = numberOf(next);
  return {audience, impact, scope, doing, nextMinutes: Number.isNaN(minutes) ? 0 : minutes};
};

const blocking = (about: Finding['about'], text: string): Finding => ({about, isBlocking: true, text});

/** Everything that is to be said about a draft: the linter's findings, and numbers that the world does not show. */
export function findingsOn({setup, state, failing, region}: Known, audience: string, draft: Answers): readonly Finding[] {
  const words = wordsIn(audience, draft);
  const text = `${words.impact} ${words.scope} ${words.doing}`;
  const shares = [...text.matchAll(/(\d+(?:[.,]\d+)?) ?%/g)].map(([, number]) => numberOf(number));
  const wrong = shares.filter(share => Math.abs(share - failing * 100) > rounding);
  const named = regions.filter(name => new RegExp(`\\b${name}\\b`, 'i').test(text));
  const isNamed = named.some(name => name === region);
  return [
    ...checkWords(setup, state, words),
    ...wrong.map(share => blocking('claim', `${share} %: the shop shows ${percent(failing)}.`)),
    ...named.filter(name => name !== region).map(name => blocking('claim', `${name}: only ${region} is known to be hit.`)),
    ...(words.scope.trim() !== '' && !isNamed ? [blocking('missing', `Say where: region ${region}.`)] : []),
    ...(audience === 'executives' && shares.length === 0
      ? [blocking('missing', 'Say how many, in percent: executives decide by it.')]
      : []),
  ];
}

const facts = ({since, now, failing, region}: Known): Figure => ({
  kind: 'terms',
  rows: [
    ['seen', `${percent(failing)} of the requests to the shop fail, in region ${region}, since ${since}. Now it is ${now}.`],
    ['done', 'you ask the keepers of its name and the servers, one after the other'],
    ['unknown', 'the cause. Whether orders are lost. When it is over.'],
  ],
});

const drafts: readonly Answers[] = [
  {impact: 'Some customers have problems.', scope: 'Probably the database.', doing: 'We will be back in 30 minutes.', next: '0'},
  {
    impact: 'The shop failed to load for various users.',
    scope: 'Network in all places.',
    doing: 'ETA: within an hour it is fixed.',
    next: '0',
  },
  {impact: 'Human error took the shop down.', scope: 'All customers.', doing: 'It is nearly resolved.', next: '90'},
];

const fields = (start: Answers): readonly Field[] => [
  {kind: 'text', id: 'impact', label: 'what people see', asks: 'checkout fails for …', start: start.impact ?? ''},
  {kind: 'text', id: 'scope', label: 'who and where', asks: 'customers in …', start: start.scope ?? ''},
  {kind: 'text', id: 'doing', label: 'what is done', asks: 'we are checking …', start: start.doing ?? ''},
  {kind: 'text', id: 'next', label: 'next word, min', asks: '20', start: start.next ?? ''},
];

/** Words that pass, made of what is known. */
const example = ({failing, region, since}: Known): Answers => ({
  impact: `About ${Math.round(failing * 100)} % of requests to the shop fail since ${since}`,
  scope: `Customers in region ${region}`,
  doing: 'We are asking every part of the way, one after the other',
  next: '20',
});

function wordStep(known: () => Known, audience: string, says: readonly string[], start: Answers): Step {
  const findings = (draft: Answers): readonly Finding[] => findingsOn(known(), audience, draft);
  return asks(
    says,
    fields(start),
    {
      patience: 4,
      solution: () => example(known()),
      remarks: findings,
      check(answers) {
        const first = findings(answers).find(({isBlocking}) => isBlocking);
        return verdict(first === undefined ? 'right' : 'wrong', {
          truth:
            first === undefined
              ? `It reads: ${wordsOf(wordsIn(audience, answers))}`
              : `It could read: ${wordsOf(wordsIn(audience, example(known())))}`,
          why: 'It has four parts and promises no end. Such a word can be sent after five minutes, and is still true after five hours.',
          hint: first?.text ?? '',
        });
      },
    },
    () => [facts(known())],
  );
}

export const wordsLesson: Lesson = {
  id: 'words',
  title: 'Words',
  minutes: 3,
  goal: 'Write an update that is true, has four parts and promises no end.',
  card: {
    title: 'Four parts, no end time',
    idea: 'What people see, who and where, what is done, when you speak again. Nobody knows when it is over: do not say it.',
    ask: 'Would this still be true if we are wrong about the cause?',
  },
  open(seed, isAgain) {
    const known = once(() => knownOf(seed));
    const draft = pick(seed, 'draft', drafts);
    const intro = reads(
      [
        'Silence is read as well: as "they do not know". The first word can go out before anybody knows the cause, for it has only four parts:',
      ],
      () => [
        {
          kind: 'terms',
          rows: [
            ['impact', 'what people see, in their words'],
            ['scope', 'who, and where'],
            ['action', 'what is being done now'],
            ['next', 'when you speak again; not when it is over'],
          ],
        },
      ],
    );
    return pages(
      seed,
      isAgain,
      [intro],
      [
        wordStep(known, 'public', ['Write to the public, from what is known and nothing else.'], {}),
        wordStep(
          known,
          'executives',
          ['A colleague drafted this for executives. Mend it. They also want to know how many. (ctrl-u empties a line.)'],
          draft,
        ),
      ],
      [
        'Take the facts as they stand: the share that fails, the region, what is being done. Leave out the cause, and every word that says it is over or when.',
        'Then one promise that you can keep whatever happens: when the next word comes. Twenty minutes is a good habit.',
      ],
    );
  },
};
