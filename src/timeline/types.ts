/**
 * What a timeline file says, after reading: immutable, every time a whole number of milliseconds.
 * The file itself is described in `schema.ts` (and, for people, in `timelines/README.md`).
 */

/** Milliseconds since the incident's epoch (`model.epoch`, else `incident.startsAt`); a whole number. Never wall-clock time. */
export type Ms = number;

/** How bad a service is, best first. The status-page words. */
export const statuses = ['operational', 'degraded', 'partial outage', 'major outage'] as const;
export type Status = (typeof statuses)[number];

export const eventKinds = ['fault', 'automation', 'detection', 'action', 'recovery', 'communication', 'impact'] as const;
export type EventKind = (typeof eventKinds)[number];

export const confidences = ['official', 'corroborated', 'single source', 'conflicting', 'unverified'] as const;
export type Confidence = (typeof confidences)[number];

export const precisions = ['exact', 'about', 'before', 'after', 'day'] as const;
export type Precision = (typeof precisions)[number];

export const planes = ['control', 'data'] as const;
export type Plane = (typeof planes)[number];

export type Incident = {
  readonly id: string;
  readonly title: string;
  readonly codeName: string;
  readonly summary: string;
  /** IANA zone in which people lived the incident. */
  readonly timeZone: string;
  /** T+0. */
  readonly startsAtMs: Ms;
  readonly endsAtMs: Ms;
  readonly tags: readonly string[];
  readonly learningObjectives: readonly string[];
};

export type Source = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly publishedAt: string;
  readonly url: string;
  readonly note: string;
};

export type Phase = {readonly id: string; readonly title: string; readonly startsAtMs: Ms; readonly endsAtMs: Ms; readonly summary: string};

export type Dependency = {readonly service: string; readonly how: 'hard' | 'soft'; readonly why: string};

export const units = ['ratio', 'minutes', 'count', 'perMinute', 'millions'] as const;
export type Unit = (typeof units)[number];

/** A model signal that a panel shows: the first one of a service is its key number. */
export type PanelSignal = {readonly role: string; readonly signal: string; readonly label: string; readonly unit: Unit};

/**
 * How a status word follows from a signal. Where `degraded` > `major`, lower is worse.
 * A status gets worse at once and better only after `holdMinutes` on the better side.
 */
export type StatusRule = {
  readonly signal: string;
  readonly degraded: number;
  readonly partial: number;
  readonly major: number;
  readonly holdMinutes: number;
};

export type Service = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly plane: Plane | null;
  readonly dependsOn: readonly Dependency[];
  readonly signals: readonly PanelSignal[];
  readonly status: StatusRule | null;
};

export type Conflict = {readonly value: string; readonly sources: readonly string[]};

/** From when each audience could know of an event; null: not on the night. */
export type KnownFrom = {readonly customer: Ms | null; readonly insider: Ms | null; readonly public: Ms | null};

/** One row of the record. */
export type TimelineEvent = {
  readonly id: string;
  readonly atMs: Ms;
  readonly precision: Precision;
  readonly untilMs: Ms | null;
  readonly kind: EventKind;
  readonly services: readonly string[];
  /** Record-only incidents: the status this event sets on its services. */
  readonly status: Status | null;
  readonly title: string;
  readonly detail: string;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  readonly conflicts: readonly Conflict[];
  /** The model action that this row of the record is. */
  readonly action: string | null;
  readonly knownFrom: KnownFrom;
};

export type Edge = 'start' | 'end';

/**
 * How a published window shows in a run: while the condition holds. Stretches less than `gapMinutes` apart count as one.
 * `inputs`: edges that the model is given (its fault, a recorded action), so that their agreement is no evidence.
 */
export type Measure = Condition & {readonly gapMinutes: number; readonly inputs: readonly Edge[]};

/** A published impact window of a service; read by `fidelity` only, never by the engine. */
export type Impact = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly startsAtMs: Ms;
  readonly endsAtMs: Ms | null;
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  /** Null: nothing in the model shows it. */
  readonly measure: Measure | null;
};

export const comparisons = ['<', '<=', '>=', '>'] as const;
export type Comparison = (typeof comparisons)[number];
export type Condition = {readonly signal: string; readonly op: Comparison; readonly value: number};

/** JSON as read, for parts that a mechanism's own schema checks. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [key: string]: Json};
export type JsonObject = {readonly [key: string]: Json};

/** What must hold for a mitigation to do anything; `says` is the same in a few words, after "needs"; may be empty. */
export type Precondition = Condition & {readonly says: string};

/** A switch that a person may throw. */
export type Mitigation = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly target: string;
  readonly verb: string;
  readonly params: JsonObject;
  readonly leadMinutes: number;
  readonly precondition: Precondition | null;
  /** What a person must see before anybody could think of it; null: nothing, it could have been done long before. */
  readonly cue: Cue | null;
  readonly reversible: boolean;
  readonly risk: string;
  readonly owner: string;
  /** Plausible, but useless or harmful. Never shown before the debrief. */
  readonly decoy: boolean;
  readonly sources: readonly string[];
};

/** What operators see before they act: the condition holds for `forMinutes`, after one of `after` has fired (none: at any time). */
export type Cue = Condition & {readonly forMinutes: number; readonly after: readonly string[]};

/** Something operators did in the record. */
export type ActionSpec = {
  readonly id: string;
  readonly atMs: Ms;
  readonly target: string;
  readonly verb: string;
  readonly params: JsonObject;
  readonly when: Cue | null;
  readonly provenance: 'published' | 'inferred';
  readonly sources: readonly string[];
};

/** The exogenous cause. Its other keys are checked by the target's mechanism. */
export type FaultSpec = {readonly target: string; readonly kind: string} & JsonObject;

/** A declared instance of a mechanism. Its other keys are checked by that mechanism. */
export type ComponentSpec = {readonly type: string; readonly id: string} & JsonObject;

/** A named number that components and actions refer to as `{"param": "name"}`. */
export type Parameter = {
  readonly value: number;
  readonly unit: string;
  /** Where the number comes from: "published", "assumed: …", "behaviour: …", "fitted: <edge>". */
  readonly origin: string;
  readonly range: readonly [number, number] | null;
  /** The one published edge that this number was fitted to, `<impact>.start` or `<impact>.end`; null: to none. */
  readonly fits: string | null;
};

/** Other values of parameters that reproduce the record too: the model's uncertainty. */
export type Worlds = {
  readonly seed: number;
  /** How many draws it took to accept these. */
  readonly drawn: number;
  /** Furthest a predicted or fitted edge may be off in an accepted world, in minutes. */
  readonly toleranceMinutes: number;
  readonly parameters: readonly string[];
  /** One row a world: the values in the order of `parameters`. */
  readonly values: readonly (readonly number[])[];
};

export type Model = {
  readonly startsAtMs: Ms;
  readonly endsAtMs: Ms;
  readonly stepMs: Ms;
  readonly seed: number;
  /** Named day curves: piecewise linear through [at, value]; flat outside. A value may be a parameter reference. */
  readonly demand: Readonly<Record<string, readonly (readonly [Ms, Json])[]>>;
  readonly faults: readonly FaultSpec[];
  readonly components: readonly ComponentSpec[];
  readonly actions: readonly ActionSpec[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Users in millions by customer component; illustrative. */
  readonly impactWeights: Readonly<Record<string, number>>;
  readonly worlds: Worlds | null;
};

export type Timeline = {
  readonly schemaVersion: 1;
  /** Unix milliseconds of Ms 0. */
  readonly epochUnixMs: number;
  readonly incident: Incident;
  readonly sources: readonly Source[];
  readonly phases: readonly Phase[];
  readonly services: readonly Service[];
  /** In order of time; rows of the same instant in the file's order. */
  readonly events: readonly TimelineEvent[];
  readonly impacts: readonly Impact[];
  readonly mitigations: readonly Mitigation[];
  readonly model: Model | null;
  /** The exercise built on the incident, as it stands in the file: `drill/` reads it when somebody drills. */
  readonly drill: JsonObject | null;
  readonly limits: readonly string[];
};
