import type * as z from 'zod';
import type {Json, JsonObject, Ms} from '../timeline/types.js';
import type {Signals, Slot} from './signals.js';

/** One named output of a mechanism: a signal `component.output`. `healthy` is its value before the first step. */
export type Output = {readonly name: string; readonly unit: string; readonly healthy: number; readonly what: string};

/** What a component is given to connect itself. Everything it keeps between steps is a slot, so a run's whole state is one array. */
export type Wiring = {
  readonly signals: Signals;
  readonly startMs: Ms;
  readonly endMs: Ms;
  readonly stepMs: Ms;
  /** The slot that holds an input's value in every step: a number, a signal, or an expression (`expression.ts`). */
  input(expression: Json): Slot;
  /** The slot of one of the component's own outputs. */
  output(name: string): Slot;
  /** The first of `count` slots for the component's own numbers. */
  state(initial: number, count?: number): Slot;
  /** ISO-8601 with an offset → milliseconds since the epoch. */
  toMs(iso: string): Ms;
  /** Users in millions of this component, from `impactWeights`; 0 when not listed. */
  readonly weight: number;
  /** Writes a line into the run's log. */
  say(atMs: Ms, text: string): void;
  /** The faults declared on this component. */
  readonly faults: readonly JsonObject[];
};

/** A verb at work: what an operator's action does to a component. */
export type Verb = (params: never, atMs: Ms) => void;

export type Instance = {
  /** Advances the component to `atMs`; `minutes` is the length of the step, 0 for the first row. */
  step(atMs: Ms, minutes: number): void;
  readonly verbs: Readonly<Record<string, Verb>>;
};

export type VerbSpec = {
  readonly what: string;
  readonly parameters: z.ZodType;
  /** Verbs that a recorded action no longer carries out on this component once a person has ordered this one. */
  readonly overrules?: readonly string[];
};

/**
 * A rule with state that advances by one step. It reads signals, keeps its own few numbers and writes signals;
 * it never waits, calls, or looks at a clock.
 */
export type Mechanism = {
  readonly type: string;
  readonly what: string;
  /** The component's own keys, with units in each description. */
  readonly parameters: z.ZodObject;
  /** The keys of a fault on it, besides `target`. */
  readonly fault?: z.ZodObject;
  readonly verbs: Readonly<Record<string, VerbSpec>>;
  /** The outputs of a component with these (valid) parameters. */
  outputs(parameters: JsonObject): readonly Output[];
  /** By key of a fault or of a verb: the names it may take, where they are names of this component. */
  names?(parameters: JsonObject): Readonly<Record<string, readonly string[]>>;
  build(parameters: JsonObject, wiring: Wiring): Instance;
};

type VerbsOf<V> = {
  readonly [K in keyof V]: V[K] extends {parameters: infer S extends z.ZodType} ? (params: z.output<S>, atMs: Ms) => void : never;
};

/** Ties a mechanism's types together: `build` and `outputs` see the parsed parameters, and `build` must return every verb. */
export function mechanism<S extends z.ZodObject, V extends Record<string, VerbSpec>>(spec: {
  readonly type: string;
  readonly what: string;
  readonly parameters: S;
  readonly fault?: z.ZodObject;
  readonly verbs: V;
  outputs(parameters: z.output<S>): readonly Output[];
  names?(parameters: z.output<S>): Readonly<Record<string, readonly string[]>>;
  build(parameters: z.output<S>, wiring: Wiring): {step(atMs: Ms, minutes: number): void; verbs: VerbsOf<V>};
}): Mechanism {
  // One cast in one place: the schema has proved the shape before either function is called.
  return spec as unknown as Mechanism;
}
