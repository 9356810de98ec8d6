import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {drillProblems} from '../../src/drill/lint/lint.js';
import {throwAt} from '../../src/engine/plan.js';
import {prepare, simulate} from '../../src/engine/simulate.js';
import {issuesOf, loadTimeline} from '../../src/import/load.js';
import {impactOf} from '../../src/review/impact.js';
import {hashOf} from '../helpers/run-hash.js';

const files = readdirSync('timelines').filter(name => name.endsWith('.json') && !name.endsWith('.schema.json'));

describe.each(files)('%s', name => {
  const text = readFileSync(`timelines/${name}`, 'utf8');
  const timeline = loadTimeline(name, text);
  const prepared = prepare(timeline);

  it('has no problem, not even when its history is run or its drill is read', () => expect(issuesOf(text, drillProblems)).toEqual([]));

  it('is the same after it was written as JSON, as the build does with what it has checked', () =>
    expect(JSON.parse(JSON.stringify(timeline))).toStrictEqual(timeline));

  it('is named like its incident', () => expect(`${timeline.incident.id}.json`).toBe(name));

  it('says the source and the service of every event', () => {
    expect(timeline.events.filter(({sources, services}) => sources.length === 0 || services.length === 0).map(({id}) => id)).toEqual([]);
  });

  it('gives the same run twice', () => expect(hashOf(prepare(timeline).history)).toBe(hashOf(prepared.history)));

  it('has no number that is not one, and no share outside 0 to 1', () => {
    const {table, columns, rows} = prepared.history;
    expect(table.every(Number.isFinite)).toBe(true);
    const shares = [...columns].filter(([signal]) => /\.(?:err|avail|leased|withdrawn|share|alive)$/.test(signal));
    const outside = shares.filter(([, column]) => {
      for (let row = 0; row < rows; row++)
        if (!((table[row * columns.size + column] as number) >= -1e-12 && (table[row * columns.size + column] as number) <= 1 + 1e-12))
          return true;
      return false;
    });
    expect(outside.map(([signal]) => signal)).toEqual([]);
  });

  it('runs every mitigation at any time of the incident', () => {
    const {startsAtMs, endsAtMs} = timeline.incident;
    for (const {id} of timeline.mitigations) {
      for (const share of [0, 0.15, 0.4, 0.8]) {
        const run = simulate(prepared, throwAt([], id, startsAtMs + share * (endsAtMs - startsAtMs)));
        expect(Number.isFinite(impactOf(run).userMinutes)).toBe(true);
        expect(run.table.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
