import {has, noPlans, only, type PlanSet} from './plan-set.js';
import type {Size} from './size.js';

/** Where an enactor is in its program. At `apply` and `recheck` its `endpoint` says which record is next. */
export const at = {idle: 0, picked: 1, recheck: 2, apply: 3, clean: 4, delete: 5, dead: 6} as const;
export type ProgramCounter = (typeof at)[keyof typeof at];

/** One enactor. What a protection needs is there without it too, and then never changes. */
export type Enactor = {
  pc: ProgramCounter;
  /** The record it writes next, from 0; 0 wherever it is not about to write. */
  endpoint: number;
  /** The plan in its hand; 0: none. */
  plan: number;
  /** What it is about to delete (`early` only). */
  victims: PlanSet;
  /** The newest plan that it has written to every endpoint (`passed` only; else always 1). */
  done: number;
};

/**
 * A situation: everything that decides what can happen next. Delay, retries and lost locks need no variable: an enactor that is not
 * scheduled is a delayed enactor. Actions change a state in place; who wants to keep one copies it.
 */
export type State = {
  /** The newest plan that the Planner has made. */
  top: number;
  /** Plans that are gone from the plan store. */
  deleted: PlanSet;
  /** For each endpoint the plan that its record points at. */
  readonly dns: number[];
  readonly enactors: readonly Enactor[];
  /** Who holds the lease, from 1; 0: nobody (`lease` only). */
  lease: number;
  /** The automation is switched off (`off` only). */
  off: boolean;
};

/** A healthy system: plan 1 exists, every record points at it, nobody does anything. */
export const startOf = ({enactors, endpoints}: Size): State => ({
  top: 1,
  deleted: noPlans,
  dns: Array.from({length: endpoints}, () => 1),
  enactors: Array.from({length: enactors}, () => ({pc: at.idle, endpoint: 0, plan: 0, victims: noPlans, done: 1})),
  lease: 0,
  off: false,
});

/** An enactor that holds nothing and is about to do nothing. */
export function emptyHands(enactor: Enactor, pc: typeof at.idle | typeof at.dead): void {
  enactor.pc = pc;
  enactor.endpoint = 0;
  enactor.plan = 0;
  enactor.victims = noPlans;
}

/** Makes `target` equal to `source`; both of one size. */
export function copyInto(target: State, source: State): State {
  target.top = source.top;
  target.deleted = source.deleted;
  target.lease = source.lease;
  target.off = source.off;
  for (let endpoint = 0; endpoint < source.dns.length; endpoint++) target.dns[endpoint] = source.dns[endpoint] as number;
  for (let index = 0; index < source.enactors.length; index++) {
    const from = source.enactors[index] as Enactor;
    const to = target.enactors[index] as Enactor;
    to.pc = from.pc;
    to.endpoint = from.endpoint;
    to.plan = from.plan;
    to.victims = from.victims;
    to.done = from.done;
  }
  return target;
}

export const copyOf = (state: State): State => ({
  ...state,
  dns: [...state.dns],
  enactors: state.enactors.map(enactor => ({...enactor})),
});

export const planAt = (state: State, endpoint: number): number => state.dns[endpoint] as number;

export const enactorAt = (state: State, index: number): Enactor => state.enactors[index] as Enactor;

/** The record of this endpoint points at a plan that does not exist: its name resolves to nothing. */
export const isEmpty = (state: State, endpoint: number): boolean => has(state.deleted, planAt(state, endpoint));

/** Here and below plain loops: asked a million times a second, and at first before anything is compiled. */
export function someEmpty({dns, deleted}: State): boolean {
  if (deleted === noPlans) return false;
  for (let endpoint = 0; endpoint < dns.length; endpoint++) if (has(deleted, dns[endpoint] as number)) return true;
  return false;
}

/** The plans that some record points at. */
export function livePlans({dns}: State): PlanSet {
  let live = noPlans;
  for (let endpoint = 0; endpoint < dns.length; endpoint++) live |= only(dns[endpoint] as number);
  return live;
}

/** The oldest plan that some record points at. */
export function oldestRecord({dns}: State): number {
  let oldest = dns[0] as number;
  for (let endpoint = 1; endpoint < dns.length; endpoint++) oldest = Math.min(oldest, dns[endpoint] as number);
  return oldest;
}
