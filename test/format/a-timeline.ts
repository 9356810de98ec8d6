import type {Ms, Timeline, TimelineEvent} from '../../src/timeline/types.js';

const minuteMs = 60_000;

/** A record of one night in Seattle: the run is the incident, Ms 0 is 23:00 PDT on 19 October 2025, T+0 is 23:48. */
export function aTimeline(changes: {readonly timeZone?: string; readonly epoch?: string; readonly hours?: number} = {}): Timeline {
  const hours = changes.hours ?? 16;
  return {
    schemaVersion: 1,
    epochUnixMs: Date.parse(changes.epoch ?? '2025-10-19T23:00:00-07:00'),
    incident: {
      id: 'a-night',
      title: 'A night',
      codeName: 'A NIGHT',
      summary: '',
      timeZone: changes.timeZone ?? 'America/Los_Angeles',
      startsAtMs: 48 * minuteMs,
      endsAtMs: hours * 60 * minuteMs,
      tags: [],
      learningObjectives: [],
    },
    sources: [],
    phases: [{id: 'collapse', title: 'Leases collapse', startsAtMs: 120 * minuteMs, endsAtMs: 240 * minuteMs, summary: ''}],
    services: [],
    events: [anEvent('E046', 205 * minuteMs)],
    impacts: [],
    mitigations: [],
    model: {
      startsAtMs: 0,
      endsAtMs: hours * 60 * minuteMs,
      stepMs: 15_000,
      seed: 1,
      demand: {},
      faults: [],
      components: [],
      actions: [],
      parameters: {},
      impactWeights: {},
      worlds: null,
    },
    drill: null,
    limits: [],
  };
}

export const anEvent = (id: string, atMs: Ms): TimelineEvent => ({
  id,
  atMs,
  precision: 'exact',
  untilMs: null,
  kind: 'action',
  services: [],
  status: null,
  title: id,
  detail: '',
  sources: [],
  confidence: 'official',
  conflicts: [],
  action: null,
  knownFrom: {customer: atMs, insider: atMs, public: atMs},
});
