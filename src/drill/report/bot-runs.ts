import {randomAt} from '../../model/random.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Bot, Memory} from '../bots/bot.js';
import {historian, panic, random, shrug, spammer, statue} from '../bots/simple.js';
import {beginning, step} from '../play/session.js';
import type {Policy, Seat} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {Effort} from './ensemble.js';
import {type LoopOptions, type Played, type Player, playerOf, playLoop, playPolicy} from './policy.js';
import {type Profile, profileOf} from './profile.js';

/** A row of the MSEL when history is played by its rules: when it fell on the night, and when it came. */
export type TracedRow = {
  readonly id: string;
  readonly kind: 'contextual' | 'expectedAction' | 'contingency';
  readonly atMs: Ms;
  /** Null: it did not come. */
  readonly cameMs: Ms | null;
  /** Whole minutes that it came later than on the night; null: it did not come. */
  readonly offMinutes: number | null;
  /** Within ten minutes of its time; a contingency, which is held back for who needs it, may stay away. */
  readonly isNear: boolean;
};

const tolerance = 10;

/** Whether rows that follow the world come when they came on the night; nothing where the scenario has no policy of history. */
export function rowsOfHistory(night: Setup): readonly TracedRow[] {
  const history = night.drill.policies.find(({id}) => id === 'history');
  if (history === undefined) return [];
  const {state} = playPolicy(night, history);
  const played = night.drill.msel.filter(({id}) => night.variant.injects.includes(id));
  return played.map(({id, kind, atMs}) => {
    const cameMs = state.rows[id]?.deliveredAtMs ?? null;
    const offMinutes = cameMs === null ? null : Math.round((cameMs - atMs) / MINUTE_MS);
    const isNear = offMinutes === null ? kind !== 'contextual' : Math.abs(offMinutes) <= tolerance;
    return {id, kind, atMs, cameMs, offMinutes, isNear};
  });
}

/** Who tries the scoring: its name, and what it must come to. */
export type BotRow = {
  readonly id: string;
  readonly expected: string;
  /** @param night the drill of the night itself, for who remembers it */
  player(setup: Setup, night: () => Setup): Player;
};

/** Every bot, in the order of the report. */
export const bots: readonly BotRow[] = [
  {id: 'statue', expected: 'the worst impact; nobody hears a word', player: setup => playerOfBot(statue, setup)},
  {id: 'panic', expected: 'no order with a cue; worse than history by more than 20 %', player: setup => playerOfBot(panic, setup)},
  {
    id: 'historian',
    expected: 'on a twin outside what can be defended, twice or more',
    player: (setup, night) => playerOfBot(historian(memoryOf(night())), setup),
  },
  {id: 'spammer', expected: 'coverage of 1 at most; noise above 20', player: setup => playerOfBot(spammer, setup)},
  {id: 'shrug', expected: 'a Brier score of 0.25 for each belief', player: setup => playerOfBot(shrug, setup)},
  {id: 'random', expected: 'nothing in particular', player: setup => playerOfBot(random, setup)},
  {id: 'closed-loop', expected: 'the least impact', player: setup => playerOf(policyOf(setup, 'best'))},
];

/** A bot in the one seat that may do everything. */
export function playerOfBot(bot: Bot, {seats, choice}: Setup): Player {
  const seat = commanderOf(seats);
  return fog => bot(fog.observe(seat.id), (purpose, count) => Math.floor(randomAt(choice.seed, purpose, fog.nowMs) * count));
}

function commanderOf(seats: readonly Seat[]): Seat {
  const seat = seats.find(({role}) => role === 'incidentCommander') ?? seats[0];
  if (seat === undefined) throw new RangeError('a drill without a seat');
  return seat;
}

function policyOf({drill}: Setup, id: string): Policy {
  const policy = drill.policies.find(policy => policy.id === id);
  if (policy === undefined) throw new RangeError(`the drill has no policy "${id}"`);
  return policy;
}

/** What somebody remembers of the night: what was decided, and when what was ordered. */
export function memoryOf(night: Setup): Memory {
  const {state} = playPolicy(night, policyOf(night, 'history'));
  const options = night.drill.decisions.flatMap(({id, history}) => (history === undefined ? [] : [[id, history] as const]));
  return {orders: state.orders.map(({action, atMs}) => ({action, atMs})), options: Object.fromEntries(options)};
}

/** A whole drill played by a bot: a program's, from StartEx to EndEx. */
export function playBot(setup: Setup, player: Player, options?: LoopOptions): Played {
  const {state, inputs} = playLoop(setup, {...beginning(setup), isAgent: true}, player, options);
  const ended = step(setup, state, {type: 'end-ex'}, state.wallMs);
  return {state: ended.state, inputs: [...inputs, {type: 'end-ex'}]};
}

/** What a bot came to. */
export type BotResult = {readonly bot: BotRow; readonly state: DrillState; readonly profile: Profile};

/** Every bot in the same drill. */
export const botResults = (setup: Setup, night: () => Setup, effort?: Effort): readonly BotResult[] =>
  bots.map(bot => {
    const {state} = playBot(setup, bot.player(setup, night));
    return {bot, state, profile: profileOf(setup, state, effort)};
  });
