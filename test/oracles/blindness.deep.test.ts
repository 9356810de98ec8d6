import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {loadTimeline} from '../../src/import/load.js';
import type {Model, Ms, Timeline} from '../../src/timeline/types.js';
import {flagship, flagshipText, flagshipWith, night, prepared} from '../helpers/flagship.js';
import {hashOf} from '../helpers/run-hash.js';
import {inEffectAt, MINUTE_MS, movedEdges} from '../helpers/what-if.js';

const {history} = prepared;
const model = flagship.model as Model;
type Row = Record<string, unknown>;
const rowsOf = (value: unknown): Row[] => value as Row[];

/** What is published, what is said, and what the model was fitted to: never input of a run. */
const unread = new Set([
  ...['impacts', 'measure', 'phases', 'sources', 'limits', 'title', 'summary', 'detail', 'note', 'risk', 'owner', 'decoy'],
  ...['origin', 'unit', 'range', 'fits', 'worlds', 'provenance', 'confidence', 'conflicts', 'knownFrom', 'cue'],
]);

/** The same value; whoever reads a forbidden part of it fails. */
function guarded<T>(value: T, path = 'timeline'): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => guarded(item, `${path}[${index}]`)) as T;
  const copy = {};
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}.${key}`;
    const get = (): never => {
      throw new Error(`${at} was read`);
    };
    Object.defineProperty(copy, key, unread.has(key) ? {get, enumerable: true} : {value: guarded(item, at), enumerable: true});
  }
  return copy as T;
}

describe('blindness: a run is the same whatever is published of it', () => {
  const shifted = (iso: unknown): string => new Date(Date.parse(String(iso)) + 47 * MINUTE_MS).toISOString();
  const changes: readonly {readonly what: string; readonly change: (file: Row) => void}[] = [
    {
      what: 'without impacts, and so without what was fitted to them',
      change: file => {
        file.impacts = [];
        for (const parameter of Object.values((file.model as {parameters: Record<string, Row>}).parameters)) delete parameter.fits;
      },
    },
    {
      what: 'with every impact 47 minutes off',
      change: file => {
        for (const impact of rowsOf(file.impacts)) {
          impact.startsAt = shifted(impact.startsAt);
          if (typeof impact.endsAt === 'string') impact.endsAt = shifted(impact.endsAt);
        }
      },
    },
    {
      what: 'with every impact measured by the wrong signal',
      change: file => {
        for (const impact of rowsOf(file.impacts)) impact.measure = {signal: 'hc.cap', op: '<', value: 0.123};
      },
    },
    {
      what: 'with other notes and titles',
      change: file => {
        for (const rows of [file.sources, file.events, file.phases, file.impacts, file.mitigations])
          for (const row of rowsOf(rows)) if ('title' in row) row.title = 'Something else';
        for (const source of rowsOf(file.sources)) source.note = 'Something else';
        file.limits = ['Something else'];
      },
    },
    {
      what: 'without mitigations',
      change: file => {
        file.mitigations = [];
      },
    },
    {
      what: 'with parameters that say nothing of where they come from, and no worlds',
      change: file => {
        const declared = file.model as {parameters: Record<string, Row>; worlds?: unknown};
        delete declared.worlds;
        for (const parameter of Object.values(declared.parameters)) {
          parameter.origin = 'assumed: by a test';
          delete parameter.range;
          delete parameter.fits;
        }
      },
    },
  ];
  it.each(changes)('$what', ({change}) => {
    expect(hashOf(prepare(flagshipWith(change)).history)).toBe(hashOf(history));
  });

  it('read, written and read again', () => {
    const again = loadTimeline('again.json', JSON.stringify(JSON.parse(flagshipText)));
    expect(hashOf(prepare(again).history)).toBe(hashOf(history));
  });

  it('neither history nor a what-if reads a word of it', () => {
    const blind = prepare(guarded(flagship));
    expect(hashOf(blind.history)).toBe(hashOf(history));
    const plan: Plan = [inEffectAt('nlb-failover-off', '06:52'), {op: 'remove', action: 'esm.throttle'}];
    expect(hashOf(simulate(blind, plan))).toBe(hashOf(simulate(prepared, plan)));
    expect(hashOf(simulate(blind, plan, {mode: 'clock', healthy: new Set(['nlb'])}))).toBe(
      hashOf(simulate(prepared, plan, {mode: 'clock', healthy: new Set(['nlb'])})),
    );
  });

  it('no source of the engine names the parts that only a review may read', () => {
    const sources = ['src/engine', 'src/model', 'src/mechanisms'].flatMap(folder => readdirSync(folder).map(name => join(folder, name)));
    const found = sources
      // The check at the door names the signals of measures and cues: a word that does not exist is refused.
      .filter(name => name !== 'src/engine/check.ts')
      .flatMap(name => (readFileSync(name, 'utf8').match(/\.(?:impacts|measure|worlds|fits)\b/g) ?? []).map(word => `${name} ${word}`));
    expect(found).toEqual([]);
  });
});

describe('no published time in the model outside its fault and its actions', () => {
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
  const clock = /\b\d\d:\d\d\b/;

  /** Every text in a value, with its path. */
  const textsIn = (value: unknown, path: readonly string[] = []): readonly {readonly path: string; readonly text: string}[] => {
    if (typeof value === 'string') return [{path: path.join('.'), text: value}];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
  };

  it('a component says a time in one place only: where its Enactors are in their passes', () => {
    const times = model.components.flatMap(component =>
      textsIn(component).flatMap(({path, text}) => (iso.test(text) || clock.test(text) ? [`${component.id}.${path}`] : [])),
    );
    expect(times).toEqual(['dns.enactors.0.phase', 'dns.enactors.1.phase', 'dns.enactors.2.phase']);
  });

  it('… which is a position in a period, not a time: two passes earlier makes no difference', () => {
    const earlier = flagshipWith(file => {
      const components = (file.model as {components: Row[]}).components;
      for (const enactor of rowsOf(components.find(({id}) => id === 'dns')?.enactors))
        enactor.phase = new Date(Date.parse(String(enactor.phase)) - 24 * MINUTE_MS).toISOString();
    });
    expect(hashOf(prepare(earlier).history)).toBe(hashOf(history));
  });

  it('demand is a curve of the day: on the half hour, and never fast', () => {
    for (const [name, points] of Object.entries(model.demand)) {
      const levels = points.map(([atMs, value]) => {
        const parameter = typeof value === 'object' && value !== null && 'param' in value ? String(value.param) : '';
        return [
          atMs,
          typeof value === 'number' ? value : (model.parameters[parameter]?.value ?? expect.fail(`${name}: no number`)),
        ] as const;
      });
      for (const [index, [atMs, level]] of levels.entries()) {
        expect(atMs % (30 * MINUTE_MS), name).toBe(0);
        const [beforeMs, before] = levels[index - 1] ?? [atMs - 1, level];
        expect((Math.abs(level - before) / (atMs - beforeMs)) * 60 * MINUTE_MS, name).toBeLessThan(0.4);
      }
    }
  });

  it.each(Object.keys(model.demand).flatMap(curve => [-10, 10].map(minutes => ({curve, minutes}))))(
    '… and sets no edge: the curve of $curve $minutes minutes off moves none by 3',
    ({curve, minutes}) => {
      const late = (points: Model['demand'][string]) =>
        points.map(([atMs, value]): readonly [Ms, typeof value] => [atMs + minutes * MINUTE_MS, value]);
      const demand = {...model.demand, [curve]: late(model.demand[curve] ?? [])};
      const changed: Timeline = {...flagship, model: {...model, demand}};
      expect([...movedEdges(prepare(changed).history, history, 3)]).toEqual([]);
    },
  );

  it('the model begins and ends on the hour', () => {
    for (const atMs of [model.startsAtMs, model.endsAtMs]) expect((atMs - night('23:00')) % (60 * MINUTE_MS)).toBe(0);
  });
});
