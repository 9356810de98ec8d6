import {MINUTE_MS} from '../../timeline/time.js';
import type {Ms} from '../../timeline/types.js';
import type {Decision} from '../scenario/scenario.js';
import type {Setup} from '../scenario/setup.js';
import type {DecisionState, DrillState} from '../scenario/state.js';
import type {AfterActionReport, ReportDecision, TimelineRow} from './aar-schema.js';
import {momentOf, orderWords, titleOf} from './aar-timeline.js';
import type {DecisionMeasure, DecisionsMeasure} from './measure-decisions.js';

/** How much of what was known is told of each decision. */
const mostKnown = 10;
const followedMs = 60 * MINUTE_MS;
const mostFollowed = 8;

/** Section 6: what was known then, what there was to choose from, what was chosen and why, and what followed. */
export function decisionsOf(
  setup: Setup,
  state: DrillState,
  measure: DecisionsMeasure,
  rows: readonly TimelineRow[],
): AfterActionReport['decisions'] {
  return {
    note: measure.note,
    decisions: setup.drill.decisions.flatMap(decision => {
      const standing = state.decisions[decision.id];
      const measured = measure.decisions.find(({id}) => id === decision.id);
      return standing === undefined || measured === undefined ? [] : [told(setup, state, decision, standing, measured, rows)];
    }),
  };
}

function told(
  setup: Setup,
  state: DrillState,
  decision: Decision,
  {openedAtMs, openedWallMs, committed}: DecisionState,
  measured: DecisionMeasure,
  rows: readonly TimelineRow[],
): ReportDecision {
  const {id, title, seen, options, history, experts} = decision;
  const atMs = committed?.atMs ?? state.nowMs;
  return {
    id,
    title,
    seen,
    opened: momentOf(setup, openedAtMs),
    chosen:
      committed === null
        ? null
        : {
            at: momentOf(setup, committed.atMs),
            by: titleOf(setup, committed.seat),
            option: committed.option,
            ranking: committed.ranking,
            reason: {said: committed.reason},
            talkMinutes: Math.round((committed.wallMs - openedWallMs) / 6000) / 10,
          },
    known: knownBy(setup, rows, atMs),
    followed: committed === null ? [] : followedBy(setup, state, decision, committed.option, committed.atMs, rows),
    options: options.map(option => {
      const quality = measured.options.find(({id}) => id === option.id);
      return {
        id: option.id,
        text: option.text,
        effect: option.effect,
        basis: option.basis,
        isChosen: committed?.option === option.id,
        isHistory: history === option.id,
        lost: quality?.lost ?? null,
        isDefensible: quality?.isDefensible ?? null,
      };
    }),
    regret: measured.regret,
    worlds: measured.worlds,
    experts: experts.map(({who, ranking, reason}) => ({who, ranking, reason})),
    hints: state.hints.filter(hint => hint.decision === id).length,
    evidence: committed === null ? [] : [committed.id],
  };
}

/** The newest of what had been told or looked at. */
function knownBy(setup: Setup, rows: readonly TimelineRow[], atMs: Ms): ReportDecision['known'] {
  const {minute} = momentOf(setup, atMs);
  return rows
    .filter(({at, source, kind}) => at.minute <= minute && (source === 'inject' || kind === 'look'))
    .slice(-mostKnown)
    .map(({id, at, what}) => ({evidence: id, text: `${at.clock} ${what}`}));
}

/** The orders that came of it, and what was told or looked at afterwards where they work. */
function followedBy(
  setup: Setup,
  state: DrillState,
  decision: Decision,
  option: string,
  fromMs: Ms,
  rows: readonly TimelineRow[],
): ReportDecision['followed'] {
  const {drill} = setup;
  const given = state.orders.filter(order => order.decision === decision.id);
  const asked = decision.options.find(({id}) => id === option)?.orders ?? [];
  const checks = new Set(drill.palette.filter(({id}) => asked.includes(id)).map(({check}) => check));
  const isSoon = (atMs: Ms): boolean => atMs > fromMs && atMs <= fromMs + followedMs;
  const clock = (atMs: Ms): string => momentOf(setup, atMs).clock;
  const looks = state.looks.filter(({panel, atMs}) => checks.has(panel) && isSoon(atMs));
  const told = state.messages.filter(({atMs, inject}) => isSoon(atMs) && inject !== null);
  const later = [
    ...looks.map(look => ({atMs: look.atMs, evidence: look.id, text: `${clock(look.atMs)} ${lookOf(setup, look.panel)}`})),
    ...told.map(({id, atMs}) => ({atMs, evidence: id, text: `${clock(atMs)} ${rows.find(row => row.id === id)?.what ?? ''}`})),
  ].sort((a, b) => a.atMs - b.atMs);
  return [
    ...given.map(order => ({evidence: order.id, text: `${clock(order.atMs)} ${orderWords(setup, order)}`})),
    ...later.slice(0, mostFollowed).map(({evidence, text}) => ({evidence, text})),
  ];
}

const lookOf = ({drill}: Setup, id: string): string => `${drill.panels.find(panel => panel.id === id)?.title ?? id} was looked at`;
