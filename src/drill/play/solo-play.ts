import {duration} from '../../format/clock.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {ClockPolicy} from '../scenario/clock-policy.js';
import {type Setup, taxFactor} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import {minutesOf} from './costs.js';
import type {Input} from './input.js';
import type {Play} from './play.js';
import {step} from './session.js';

/** How somebody plays a drill alone: what is done takes its minutes, time goes on when asked, scenes of the variant follow each other. */

/** Takes an input; what it costs passes after it, and is told where a scene ends with it. Null: it is done; else why not. */
export function takeSolo(play: Play, input: Input, wallMs: number, onPassed: (words: string) => void = () => {}): string | null {
  const refused = play.take(input, wallMs);
  if (refused === null) onPassed(passSolo(play, minutesOf(input) * MINUTE_MS, wallMs));
  return refused;
}

/** Lets time go on; at the end of a scene the next one begins, after the last one the exercise ends. Returns what to say of it. */
export function passSolo(play: Play, byMs: Ms, wallMs: number): string {
  const {setup} = play;
  const endMs = sceneEndMs(setup, play.state());
  const leftMs = Math.max(0, Math.min(byMs, endMs - play.state().nowMs));
  if (leftMs > 0) play.take({type: 'advance', byMs: leftMs}, wallMs);
  return play.state().phase === 'play' && play.state().nowMs >= endMs ? nextScene(play, wallMs) : '';
}

/** Where the scene that is played ends. */
const sceneEndMs = ({drill}: Setup, {scene}: DrillState): Ms =>
  Math.min(drill.endsAtMs, drill.scenes.find(({id}) => id === scene)?.endsAtMs ?? drill.endsAtMs);

/** The next scene of the variant, with the time between them; after the last one, EndEx. */
function nextScene(play: Play, wallMs: number): string {
  const {variant, drill} = play.setup;
  const before = play.state();
  const next = variant.scenes[variant.scenes.findIndex(({scene}) => scene === before.scene) + 1]?.scene;
  if (next === undefined) {
    play.take({type: 'end-ex'}, wallMs);
    return 'EndEx.';
  }
  play.take({type: 'scene', scene: next}, wallMs);
  const now = play.state();
  const gapMs = now.nowMs - before.nowMs;
  const news = newsBetween(play.setup, before, now);
  // What the scene begins with stands at the top of the screen; here is what went by.
  if (gapMs > 0) return `${duration(gapMs)} later.${news.length === 0 ? '' : ` Meanwhile: ${news.join('; ')}.`}`;
  return drill.scenes.find(({id}) => id === next)?.spoken ?? '';
}

/** Time goes on for so many minutes, or until something happens (null); a scene does not end unasked while something is to be decided. Returns what to say of it. */
export function waitSolo(play: Play, minutes: number | null, wallMs: number): string {
  const before = play.state();
  const byMs = (minutes ?? minutesUntilNews(play)) * MINUTE_MS;
  const endMs = sceneEndMs(play.setup, before);
  const stops = isDeciding(before) && before.nowMs < endMs && before.nowMs + byMs >= endMs;
  if (stops) play.take({type: 'advance', byMs: endMs - before.nowMs}, wallMs);
  const scene = stops ? '' : passSolo(play, byMs, wallMs);
  if (scene !== '') return scene;
  if (stops) return 'The scene ends here, and something is still to be decided. To wait once more goes on without it.';
  const passed = duration(play.state().nowMs - before.nowMs);
  const news = newsBetween(play.setup, before, play.state());
  if (news.length > 0) return `${passed} later: ${news.join('; ')}.`;
  // Who has waited as long as one can is told that waiting is a choice too.
  return `${passed} later: nothing new.${byMs >= mostMinutes * MINUTE_MS ? ' Look again, or act: little comes to who waits.' : ''}`;
}

/** At most so long goes by in one go. */
const mostMinutes = 60;

/** Whole minutes until something comes that somebody would look up for; looked up in a copy, so that it is one step of the journal. */
function minutesUntilNews({setup, state}: Play): number {
  const before = state();
  let ahead = before;
  for (let minutes = 1; minutes <= mostMinutes; minutes++) {
    const next = step(setup, ahead, {type: 'advance', byMs: MINUTE_MS}, ahead.wallMs);
    if (next.refused !== null) return minutes;
    ahead = next.state;
    if (ahead.nowMs >= sceneEndMs(setup, ahead) || newsBetween(setup, before, ahead).length > 0) return minutes;
  }
  return mostMinutes;
}

/** What has come between two states, in words: messages, decisions, orders that began to work, words that fell due. */
export function newsBetween(setup: Setup, before: DrillState, after: DrillState): readonly string[] {
  const came = after.messages.length - before.messages.length;
  const opened = Object.keys(after.decisions).length - Object.keys(before.decisions).length;
  const isBetween = (atMs: Ms): boolean => atMs > before.nowMs && atMs <= after.nowMs;
  const due = setup.drill.audiences.filter(({id}) => {
    const last = after.posts.findLast(({audience}) => audience === id);
    return last !== undefined && isBetween(last.atMs + last.nextMinutes * MINUTE_MS);
  });
  return [
    ...(came > 0 ? [came === 1 ? 'a message' : `${came} messages`] : []),
    ...(opened > 0 ? ['something is to be decided'] : []),
    ...worksBetween(setup, before, after),
    ...due.map(({title}) => `a word to ${title} is due`),
  ];
}

/** Orders whose lead time has passed; whether they help is for a look to show. */
const worksBetween = ({drill}: Setup, before: DrillState, after: DrillState): readonly string[] =>
  after.orders
    .filter(({worksAtMs, isCancelled}) => !isCancelled && worksAtMs > before.nowMs && worksAtMs <= after.nowMs)
    .map(({action}) => `done: ${drill.palette.find(({id}) => id === action)?.title ?? action}`);

/** Simulated minutes that a wall minute costs somebody who thinks, under a clock policy. */
export function rateOf(policy: ClockPolicy, state: DrillState): number {
  if (state.phase !== 'play' || state.isHalted || state.isPaused) return 0;
  if (policy === 'run') return state.pace;
  return policy === 'tax' && isDeciding(state) ? taxFactor : 0;
}

const isDeciding = ({decisions}: DrillState): boolean => Object.values(decisions).some(({committed}) => committed === null);
