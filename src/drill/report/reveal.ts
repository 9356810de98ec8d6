import type {Run, RunTable} from '../../engine/run.js';
import {simulate} from '../../engine/simulate.js';
import {userMinutesAt} from '../../engine/user-minutes.js';
import {unreachable} from '../../errors.js';
import {impairedMinutesAt} from '../../review/impact.js';
import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import {isTrue} from '../play/controller-view.js';
import {ownTimeline} from '../play/hot-wash.js';
import type {Reveals} from '../play/observe.js';
import {type Losses, type RevealPage, type RevealPageOf, revealTitles} from '../play/reveal-schema.js';
import {visible} from '../play/visibility.js';
import type {Setup} from '../scenario/setup.js';
import {type DrillState, type RevealStep, revealSteps} from '../scenario/state.js';
import {bestRunOf} from './measure-impact.js';

/**
 * The reveal of one drill: what of it is open to somebody now. Nothing that it is made of changes after EndEx, so the team's run is
 * made once, and each page when its step is opened; the best known plan is played then, which takes a moment.
 */
export function revealing(setup: Setup): Reveals {
  const made = new Map<RevealStep, RevealPage>();
  let team: Run | null = null;
  return (state, viewer) => {
    if (state.revealed === 0 || (state.phase !== 'hotWash' && state.phase !== 'over')) return [];
    return revealSteps
      .filter(step => visible(setup, state, viewer, {kind: 'reveal', step}))
      .map(step => {
        team ??= simulate(setup.world, state.plan);
        const page = made.get(step) ?? pageOf(setup, state, team, step);
        made.set(step, page);
        return page;
      });
  };
}

function pageOf(setup: Setup, state: DrillState, team: Run, step: RevealStep): RevealPage {
  switch (step) {
    case 'story':
      return storyPage(setup, state);
    case 'impact':
      return impactPage(setup, state, team);
    case 'history':
      return historyPage(setup, state, team);
    case 'best':
      return bestPage(setup, state, team);
    case 'mechanism':
      return mechanismPage(setup, state);
    default:
      return unreachable(step);
  }
}

/** What the team wrote of each scene, then what it saw, did and said. */
function storyPage(setup: Setup, state: DrillState): RevealPageOf<'story'> {
  const {drill, variant} = setup;
  const scenes = variant.scenes.flatMap(({scene: id}) => {
    const story = state.story[id] ?? '';
    return story === '' ? [] : [{spoken: drill.scenes.find(scene => scene.id === id)?.spoken ?? '', story}];
  });
  return {step: 'story', title: revealTitles.story, scenes, own: ownTimeline(setup, state)};
}

/** What was lost up to the end of play: what came later belongs to no run of the drill. */
function lossesOf({drill}: Setup, untilMs: Ms, runs: readonly (readonly [Losses['runs'][number]['of'], RunTable])[]): Losses {
  const fromMs = drill.startsAtMs;
  const minutes = Math.ceil((untilMs - fromMs) / MINUTE_MS);
  return {
    fromMs,
    untilMs,
    runs: runs.map(([of, run]) => {
      const lostAt = (minute: number): number => userMinutesAt(run, Math.min(untilMs, fromMs + minute * MINUTE_MS));
      const byMinute = Array.from({length: minutes}, (_, minute) => Math.round(lostAt(minute + 1) - lostAt(minute)));
      return {of, lost: Math.round(userMinutesAt(run, untilMs) - userMinutesAt(run, fromMs)), byMinute};
    }),
  };
}

function impactPage(setup: Setup, {nowMs}: DrillState, team: Run): RevealPageOf<'impact'> {
  const services = setup.timeline.services
    .filter(({id}) => team.tracks.has(id))
    .map(({id, name}) => ({name, minutes: impairedMinutesAt(team, id, nowMs)}))
    .filter(({minutes}) => minutes >= 0.5)
    .toSorted((a, b) => b.minutes - a.minutes);
  return {step: 'impact', title: revealTitles.impact, losses: lossesOf(setup, nowMs, [['you', team]]), services};
}

function historyPage(setup: Setup, state: DrillState, team: Run): RevealPageOf<'history'> {
  const {drill, world} = setup;
  const decisions = drill.decisions.flatMap(({id, title, options, history}) => {
    const textOf = (option: string | undefined): string | null => options.find(one => one.id === option)?.text ?? null;
    const committed = state.decisions[id]?.committed;
    return committed == null ? [] : [{title, you: textOf(committed.option) ?? '–', history: textOf(history)}];
  });
  const runs = [['you', team] as const, ['history', world.history] as const];
  return {step: 'history', title: revealTitles.history, losses: lossesOf(setup, state.nowMs, runs), decisions};
}

/** The best plan that is known for this scenario, as the rules it goes by: a closed loop under the same hands and lead times. */
function bestPage(setup: Setup, {nowMs}: DrillState, team: Run): RevealPageOf<'best'> {
  const {drill, world} = setup;
  const head = {step: 'best', title: revealTitles.best} as const;
  const policy = drill.policies.find(({id}) => id === 'best');
  if (policy === undefined) return {...head, losses: lossesOf(setup, nowMs, []), plan: null};
  const titleOf = (id: string): string => drill.palette.find(action => action.id === id)?.title ?? id;
  const runs = [['you', team] as const, ['history', world.history] as const, ['best', bestRunOf(setup, policy, nowMs)] as const];
  const rules = policy.rules.map(({order, afterMinutes}) => ({order: titleOf(order), afterMinutes}));
  return {...head, losses: lossesOf(setup, nowMs, runs), plan: {title: policy.title, rules}};
}

function mechanismPage(setup: Setup, state: DrillState): RevealPageOf<'mechanism'> {
  const {drill, timeline, twin} = setup;
  const used = new Set(drill.facts.flatMap(({sources}) => sources));
  return {
    step: 'mechanism',
    title: revealTitles.mechanism,
    what: twin === null ? `${timeline.incident.title}.` : `A twin: ${twin.title}.`,
    so: drill.hypotheses.filter(({id}) => isTrue(setup, state, id)).map(({text}) => text),
    facts: drill.facts.map(({text, mark, sources}) => ({text, mark, sources})),
    effects: drill.decisions.flatMap(({id, title, options}) => {
      const option = options.find(one => one.id === state.decisions[id]?.committed?.option);
      return option === undefined ? [] : [{title, option: option.text, effect: option.effect, basis: option.basis}];
    }),
    sources: timeline.sources.filter(({id}) => used.has(id)).map(({id, title, publisher}) => ({id, title, publisher})),
  };
}
