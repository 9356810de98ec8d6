import {confidences, type EventKind, eventKinds, precisions, type Timeline, type TimelineEvent} from '../../src/timeline/types.js';
import {aModel} from './model.js';

const minuteMs = 60_000;
/** Titles as people write them, and as they should not. */
const titles = [
  'Checkout fails',
  'データベースが応答しない',
  'Zurück auf Los',
  '\u001B[2J\u0007broken\u202E',
  'A title that goes on '.repeat(8),
];

/** A record without a model: an event a minute at most, of every kind, with none, one or several of its services. */
export function largeRecord(count: number, serviceCount = 40): Timeline {
  const services = Array.from({length: serviceCount}, (_, index) => ({id: `s${index}`, name: `Service ${index} 名\u001B[31m`}));
  const stepMs = Math.max(1, Math.floor((10 * 24 * 60 * minuteMs) / Math.max(1, count)));
  const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;
  const events = Array.from({length: count}, (_, index): TimelineEvent => {
    const atMs = Math.floor(index / 3) * 3 * stepMs;
    const touched = serviceCount === 0 ? 0 : index % 4;
    return {
      id: `E${index}`,
      atMs,
      precision: pick(precisions, index),
      untilMs: null,
      kind: pick<EventKind>(eventKinds, index * 5),
      services: Array.from({length: touched}, (_, other) => `s${(index * 7 + other * other) % serviceCount}`),
      status: null,
      title: `${pick(titles, index)} ${index}`,
      detail: index % 5 === 0 ? 'It is not known why. '.repeat(20) : '',
      sources: [],
      confidence: pick(confidences, Math.floor(index / 2)),
      conflicts: index % 11 === 0 ? [{value: 'a minute later', sources: []}] : [],
      action: null,
      knownFrom: {customer: atMs, insider: atMs, public: null},
    };
  });
  const bare = aModel({components: [], services});
  return {...bare, model: null, events, incident: {...bare.incident, endsAtMs: Math.max(60 * minuteMs, events.at(-1)?.atMs ?? 0)}};
}
