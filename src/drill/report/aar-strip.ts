import type {Ms} from '../../timeline/types.js';
import {readingAt, signalsIn} from '../scenario/predicate.js';
import type {Setup} from '../scenario/setup.js';
import type {DrillState} from '../scenario/state.js';
import type {Charts} from './aar-schema.js';

type Strip = Charts['strip'][number];

/** So many readings have room under each other. */
const mostStrips = 8;

/**
 * The readings that left the band that is normal for them, whoever looked: first those that beliefs, episodes and cues turn on, then
 * those that were out longest; in the order in which they left it. What panels would have shown, in the team's own world.
 */
export function stripsOf(setup: Setup, state: DrillState, samplesMs: readonly Ms[], minute: (atMs: Ms) => number): readonly Strip[] {
  const shown = new Set<string>();
  const telling = tellingSignals(setup);
  const strips = setup.drill.panels.flatMap(({title, readings}) =>
    readings.flatMap(({signal, label, unit, normal: band}): readonly (Strip & {readonly weight: number})[] => {
      if (band === undefined || shown.has(signal)) return [];
      shown.add(signal);
      const [low = 0, high = low] = band;
      const normal = [low, high] as const;
      const values = samplesMs.map(atMs => readingAt(setup, state, signal, atMs) ?? low);
      const out = values.flatMap((value, index) => (distance(value, normal) > 0 ? [index] : []));
      const [first] = out;
      const last = out.at(-1) ?? 0;
      if (first === undefined) return [];
      const atOf = (index: number): number => minute(samplesMs[index] ?? 0);
      return [
        {
          panel: title,
          label,
          unit,
          normal,
          values,
          furthest: out.map(index => values[index] ?? 0).reduce((far, one) => (distance(one, normal) > distance(far, normal) ? one : far)),
          outFrom: atOf(first),
          backAt: last === values.length - 1 ? null : atOf(last + 1),
          weight: out.length + (telling.has(signal) ? samplesMs.length : 0),
        },
      ];
    }),
  );
  return strips
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, mostStrips)
    .toSorted((a, b) => a.outFrom - b.outFrom)
    .map(({weight: _, ...strip}) => strip);
}

/** How far a value is outside its band; 0: inside. */
const distance = (value: number, [low, high]: readonly [number, number]): number => Math.max(0, low - value, value - high);

/** Signals by which it is known what is so: of hypotheses, of episodes, of what calls for an action. */
function tellingSignals({drill}: Setup): ReadonlySet<string> {
  const {hypotheses, episodes, palette} = drill;
  const predicates = [
    ...hypotheses.flatMap(({truth}) => (typeof truth === 'boolean' ? [] : [truth])),
    ...episodes.flatMap(({starts, mitigated}) => [starts, mitigated]),
    ...palette.flatMap(({cue}) => cue ?? []),
  ];
  return new Set(predicates.flatMap(signalsIn));
}
