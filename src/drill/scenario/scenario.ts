import type {Problem} from '../../timeline/problem.js';
import {shapeProblems} from '../../timeline/shape.js';
import {unixMsOf} from '../../timeline/time.js';
import type {Comparison, Ms, Timeline} from '../../timeline/types.js';
import type {FilePredicate, KnowledgeTag} from './predicate-schema.js';
import {type DrillFile, drillSchema} from './schema.js';

/** Who could know something, and from when; `fromMs` null: as soon as it is there. */
export type Know = {readonly tag: KnowledgeTag; readonly fromMs: Ms | null};

/** A condition on the drill's world and on what the team has done. */
export type Predicate =
  | {readonly signal: string; readonly op: Comparison; readonly value: number; readonly forMinutes: number}
  | {readonly reachedMs: Ms}
  | {readonly since: string; readonly minutes: number}
  | {readonly ordered: string; readonly minutes?: number | undefined}
  | {readonly decided: string; readonly option: string | null}
  | {readonly looked: string}
  | {readonly posted: string; readonly withinMinutes: number}
  | {readonly held: string; readonly atLeast: number}
  | {readonly all: readonly Predicate[]}
  | {readonly any: readonly Predicate[]}
  | {readonly not: Predicate};

/** A file's value with its conditions, instants and knowledge tags read. */
type Read<T> = T extends FilePredicate
  ? Predicate
  : T extends {tag: KnowledgeTag}
    ? Know
    : T extends readonly (infer Item)[]
      ? readonly Read<Item>[]
      : T extends object
        ? {
            readonly [Key in keyof T as Key extends 'at' | 'startsAt' | 'endsAt' ? `${Key}Ms` : Key]: Key extends
              | 'at'
              | 'startsAt'
              | 'endsAt'
              ? Ms
              : Read<T[Key]>;
          }
        : T;

/** The exercise built on an incident. Immutable; times are those of the timeline. */
export type Drill = Read<DrillFile>;
export type Seat = Drill['seats'][number];
export type Panel = Drill['panels'][number];
export type Scene = Drill['scenes'][number];
export type Inject = Drill['msel'][number];
export type Decision = Drill['decisions'][number];
export type Option = Decision['options'][number];
export type PaletteAction = Drill['palette'][number];
export type Hypothesis = Drill['hypotheses'][number];
export type Variant = Drill['variants'][number];
export type Twin = Drill['twins'][number];
export type Audience = Drill['audiences'][number];
export type Policy = Drill['policies'][number];

/** What is wrong with the shape of a timeline's drill; nothing where it has none. */
export const drillShapeProblems = ({drill}: Timeline): readonly Problem[] =>
  drill === null ? [] : shapeProblems(drillSchema, drill, ['drill']);

/** The drill of a timeline; null: it has none, or one of a wrong shape. */
export function drillOf(timeline: Timeline): Drill | null {
  const file = timeline.drill === null ? null : drillSchema.safeParse(timeline.drill);
  if (file === null || !file.success) return null;
  return read(file.data, iso => unixMsOf(iso) - timeline.epochUnixMs) as Drill;
}

const instants = new Set(['at', 'startsAt', 'endsAt', 'reached']);

function read(value: unknown, toMs: (iso: string) => Ms): unknown {
  if (Array.isArray(value)) return value.map(item => read(item, toMs));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if ('tag' in value) return {tag: value.tag, fromMs: 'from' in value ? toMs(value.from as string) : null};
  const made = Object.fromEntries(
    entries.map(([key, inner]) => (instants.has(key) && typeof inner === 'string' ? [`${key}Ms`, toMs(inner)] : [key, read(inner, toMs)])),
  );
  if ('signal' in value && 'op' in value) return {forMinutes: 0, ...made};
  return 'decided' in value ? {option: null, ...made} : made;
}
