import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type MapNode, mapLayout} from '../../../src/screens/replay/state/map-layout.js';
import type {Dependency, Plane, Service} from '../../../src/timeline/types.js';
import {stageFor} from '../../helpers/console.js';
import {flagship, prepared} from '../../helpers/flagship.js';

const service = (id: string, plane: Plane | null, dependsOn: readonly (string | Dependency)[] = [], group = 'Services'): Service => ({
  id,
  name: id,
  group,
  plane,
  dependsOn: dependsOn.map(on => (typeof on === 'string' ? {service: on, how: 'hard', why: ''} : on)),
  signals: [],
  status: null,
});

/** Any services without circles: each depends on some of those before it, and they come in any order. */
const anyServices = (most: number): fc.Arbitrary<readonly Service[]> =>
  fc
    .array(fc.record({plane: fc.constantFrom('control' as const, 'data' as const, null), on: fc.array(fc.nat(), {maxLength: 4})}), {
      minLength: 1,
      maxLength: most,
    })
    .chain(rows => {
      const services = rows.map(({plane, on}, index) =>
        service(`s${index}`, plane, index === 0 ? [] : [...new Set(on.map(number => `s${number % index}`))]),
      );
      return fc.shuffledSubarray(services, {minLength: services.length});
    });

const rowOf = (nodes: ReadonlyMap<string, MapNode>, id: string): number => nodes.get(id)?.row ?? Number.NaN;

describe('the layout of the map', () => {
  it('places every service once, and no two in the same place', () => {
    fc.assert(
      fc.property(anyServices(60), services => {
        const {rows, nodes} = mapLayout(services);
        expect([...nodes.keys()].sort()).toEqual(services.map(({id}) => id).sort());
        const placed = rows.flatMap(({left, right}) => [left, right]).filter(node => node !== null);
        expect(placed.length).toBe(services.length);
        for (const [index, {left, right, title}] of rows.entries()) {
          for (const node of [left, right]) if (node !== null) expect(node.row).toBe(index);
          if (title !== '') expect([left, right]).toEqual([null, null]);
        }
      }),
    );
  });

  it('has what a service depends on in a layer above it', () => {
    fc.assert(
      fc.property(anyServices(60), services => {
        const {rows, nodes} = mapLayout(services);
        for (const {id, dependsOn} of services) {
          for (const {service: on} of dependsOn) {
            expect(rowOf(nodes, on)).toBeLessThan(rowOf(nodes, id));
            expect(rows[rowOf(nodes, on)]?.layer).toBeLessThan(rows[rowOf(nodes, id)]?.layer ?? 0);
          }
        }
      }),
    );
  });

  it('keeps the lines of two services in one row apart', () => {
    fc.assert(
      fc.property(anyServices(60), services => {
        const {rows, rails} = mapLayout(services);
        const places = (node: MapNode) =>
          rails.flatMap((rail, place) =>
            rail.service === node.service.id || node.dependsOn.some(on => on.service === rail.service) ? [place] : [],
          );
        for (const {left, right} of rows) {
          if (left === null || right === null) continue;
          expect(Math.max(-1, ...places(left))).toBeLessThanOrEqual(Math.min(rails.length, ...places(right)));
        }
      }),
    );
  });

  it('draws a line for each service that others depend on, as far as the last of them', () => {
    fc.assert(
      fc.property(anyServices(60), services => {
        const {rails, nodes} = mapLayout(services);
        for (const {id} of services) {
          const users = services.filter(({dependsOn}) => dependsOn.some(on => on.service === id)).map(user => rowOf(nodes, user.id));
          const rail = rails.find(one => one.service === id);
          if (users.length === 0) expect(rail).toBeUndefined();
          else expect(rail).toEqual({service: id, fromRow: rowOf(nodes, id), toRow: Math.max(...users), users: users.length});
        }
      }),
    );
  });

  it('has the control plane left and everything else right, customers below, and last what hangs on nothing', () => {
    const {rows} = mapLayout([
      service('app', null, ['api'], 'Customers'),
      service('lonely', 'data'),
      service('api', 'data', ['dns']),
      service('dns', 'control'),
    ]);
    const words = rows.map(({left, right, title}) => [left?.service.id, right?.service.id, title].filter(Boolean).join(' '));
    expect(words).toEqual(['dns', 'api', 'Customers', 'app', 'On its own', 'lonely']);
  });

  it('follows a dependency through a service that is not shown', () => {
    const hidden = service('cache', 'data', ['db']);
    const shown = [service('db', 'data'), service('api', 'data', [{service: 'cache', how: 'soft', why: 'it is quicker'}])];
    expect(mapLayout(shown, [...shown, hidden]).nodes.get('api')?.dependsOn).toEqual([{service: 'db', how: 'soft', why: ''}]);
  });

  it('is made once for an incident: no moment and no plan moves a service', () => {
    const stage = stageFor(prepared);
    expect(stage.map()).toBe(stage.map());
    expect(stage.map()).toEqual(mapLayout(stage.services, flagship.services));
  });
});
