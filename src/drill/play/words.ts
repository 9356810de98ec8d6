import {isSo, signalsIn} from '../scenario/predicate.js';
import type {Audience} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {SeatInput} from './input.js';

/** A word to an audience before it goes out. */
export type Words = Omit<Extract<SeatInput, {type: 'post'}>, 'type' | 'seat'>;

/** Something to say about a word: what is blocking must change before it goes out. */
export type Finding = {
  readonly about: 'missing' | 'promise' | 'wording' | 'claim' | 'news';
  readonly isBlocking: boolean;
  readonly text: string;
};

const blocking = (about: Finding['about'], text: string): Finding => ({about, isBlocking: true, text});
const warning = (about: Finding['about'], text: string): Finding => ({about, isBlocking: false, text});

/** Everything that leaves a drill begins with this, so that nobody takes it for the real thing. */
export const exerciseMark = 'EXERCISE – not a real incident.';

/** A word as its audience reads it. */
export const wordsOf = ({impact, scope, doing, nextMinutes}: Omit<Words, 'audience'>): string =>
  `${exerciseMark} ${[impact, scope, doing].map(sentence).join(' ')} Next word in ${nextMinutes} minutes.`;

const sentence = (text: string): string => {
  const trimmed = text.trim();
  const plain = trimmed.slice(0, 1).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(plain) ? plain : `${plain}.`;
};

const number = '(?:\\d+|an?|one|two|three|a few|half an)';
const unit = '(?:minutes?|mins?|hours?|hrs?|h)';
const well = '(?:fixed|back|resolved|restored|recovered|solved|over|done|normal|up)';
/** When it will be over: nobody knows, and everybody remembers. */
const endTimes: readonly RegExp[] = [
  new RegExp(`\\b${well}\\b[^.]{0,24}\\b(?:in|within)\\s+(?:about |the next |around )?${number}\\s+${unit}\\b`, 'i'),
  new RegExp(`\\b(?:in|within)\\s+(?:about |the next |around )?${number}\\s+${unit}\\b[^.]{0,40}\\b${well}\\b`, 'i'),
  new RegExp(`\\b${well}\\b[^.]{0,16}\\b(?:by|before|at|until)\\s+(?:\\d{1,2}[:.]\\d\\d|noon|midnight|morning|tonight|tomorrow)`, 'i'),
  /\bETA\b/,
  /\b(?:expect|estimate|anticipate)[^.]{0,40}\b(?:resolution|recovery|fix)\b[^.]{0,24}\b(?:by|in|within)\b/i,
];

export const promisesAnEnd = (text: string): boolean => endTimes.some(pattern => pattern.test(text));

/** Words that a report about people would regret. */
export const forbidden: readonly {readonly pattern: RegExp; readonly instead: string}[] = [
  {pattern: /\broot cause\b/i, instead: 'a contributing condition'},
  {pattern: /\bhuman error\b/i, instead: 'what happened'},
  {pattern: /\bshould have\b/i, instead: 'what was known then'},
  {pattern: /\bfailed to\b/i, instead: 'what was done'},
];

const vague = /\b(?:some|various|certain|a number of) (?:users|customers|people|services)\b/i;

/** What can be said about a word without knowing the world: its parts, promises and wording. */
export function lintWords({impact, scope, doing, nextMinutes}: Words): readonly Finding[] {
  const text = `${impact} ${scope} ${doing}`;
  const missing = [
    impact.trim() === '' ? 'what people see (impact)' : '',
    scope.trim() === '' ? 'who and where (scope)' : '',
    doing.trim() === '' ? 'what is being done (action)' : '',
    nextMinutes > 0 ? '' : 'when the next word comes',
  ].filter(part => part !== '');
  return [
    ...missing.map(part => blocking('missing', `Say ${part}.`)),
    ...(promisesAnEnd(text) ? [blocking('promise', 'It promises an end. Nobody knows it: say when the next word comes.')] : []),
    ...forbidden.flatMap(({pattern, instead}) => {
      const found = pattern.exec(text);
      return found === null ? [] : [blocking('wording', `"${found[0]}": say ${instead} instead.`)];
    }),
    ...(nextMinutes > 60 ? [warning('news', 'More than an hour until the next word is long.')] : []),
    ...(vague.test(text) ? [warning('wording', 'Say who: "some customers" leaves everybody guessing.')] : []),
    ...(/\b(?:we apologi[sz]e|sorry)\b/i.test(text) && text.length < 80 ? [warning('news', 'Sorry is no news: say what people see.')] : []),
  ];
}

/** Everything to be said about a word now: also what it claims and the team cannot know. */
export function checkWords(setup: Setup, state: DrillState, words: Words): readonly Finding[] {
  const audience = setup.drill.audiences.find(({id}) => id === words.audience);
  const claims = audience?.claims.filter(claim => isClaimed(words, claim) && !isSeen(setup, state, claim)) ?? [];
  const last = state.posts.findLast(post => post.audience === words.audience);
  const isSame = last !== undefined && last.impact === words.impact && last.scope === words.scope && last.doing === words.doing;
  return [
    ...lintWords(words),
    // What the claim is about stays unsaid: whether it is so is for the team to find out.
    ...claims.map(claim => blocking('claim', `"${matchOf(words, claim)}": nothing that the team has seen shows it.`)),
    ...(isSame ? [warning('news', 'These are the words of last time: say what has changed, or that nothing has.')] : []),
  ];
}

type Claim = Audience['claims'][number];

const matchOf = ({impact, scope, doing}: Words, {pattern}: Claim): string =>
  new RegExp(pattern, 'i').exec(`${impact} ${scope} ${doing}`)?.[0] ?? '';
const isClaimed = (words: Words, claim: Claim): boolean => matchOf(words, claim) !== '';

/**
 * Whether a claim is true, and the team could see that: somebody looked at a panel that shows one of its signals while it was true,
 * or a message has said as much. What rests on no signal (an order, a decision) the team knows by itself.
 */
function isSeen(setup: Setup, state: DrillState, {pattern, fact}: Claim): boolean {
  if (!isSo(setup, state, fact)) return false;
  const signals = signalsIn(fact);
  if (signals.length === 0) return true;
  const shows = new Set(setup.drill.panels.filter(({readings}) => readings.some(({signal}) => signals.includes(signal))).map(({id}) => id));
  return (
    state.looks.some(({panel, atMs}) => shows.has(panel) && isSo(setup, state, fact, atMs)) ||
    state.messages.some(({text}) => new RegExp(pattern, 'i').test(text))
  );
}
