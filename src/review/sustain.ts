import {type Run, statusAt, valueAt} from '../engine/run.js';
import {compact, percent} from '../format/number.js';
import type {Ms, Service} from '../timeline/types.js';

/**
 * What keeps a service down after its cause has gone: a collapse, a backlog, a loop of retries.
 * (Bronson et al., HotOS'21: the trigger starts a metastable failure, a sustaining effect keeps it.)
 */
export type Sustained = {
  /** The service that sustains it: itself, or one it leans on. */
  readonly service: string;
  readonly by: 'collapse' | 'backlog' | 'retries';
  /** Share of its load that would have to go; null: none, it clears by itself. */
  readonly shed: number | null;
  /** Minutes until it has cleared at the present rates; null: not by itself. */
  readonly clearMinutes: number | null;
  /** The same in one sentence. */
  readonly text: string;
};

/** Longer than this is "not by itself". */
const NEVER_MIN = 1440;

/** What sustains a service at an instant; null: nothing does, it is well or its cause is still there. */
export function sustainedAt(run: Run, service: Service, atMs: Ms): Sustained | null {
  const isDown = ({id}: Service): boolean => statusAt(run, id, atMs).status !== 'operational';
  if (!isDown(service)) return null;
  const own = ownSustained(run, service, atMs);
  if (own !== null) return own;
  const byId = new Map(run.timeline.services.map(other => [other.id, other]));
  // Where the trouble ends upstream: services that are down while all they lean on is well. Their cause must have gone too.
  const seen = new Set<string>();
  const ends: Service[] = [];
  const walk = (at: Service): void => {
    if (seen.has(at.id)) return;
    seen.add(at.id);
    const upstream = at.dependsOn.flatMap(({service: id}) => byId.get(id) ?? []).filter(isDown);
    if (upstream.length === 0) ends.push(at);
    for (const other of upstream) walk(other);
  };
  walk(service);
  const found = ends.map(end => ownSustained(run, end, atMs));
  return found.every(item => item !== null) ? (found[0] ?? null) : null;
}

/** Components whose signals a service shows. */
function componentsOf(run: Run, {signals, status}: Service): readonly string[] {
  const shown = [...signals.map(({signal}) => signal), ...(status === null ? [] : [status.signal])];
  const owner = (signal: string): readonly string[] =>
    (run.timeline.model?.components ?? []).filter(({id}) => signal.startsWith(`${id}.`)).map(({id}) => id);
  return [...new Set(shown.flatMap(owner))];
}

function ownSustained(run: Run, service: Service, atMs: Ms): Sustained | null {
  for (const id of componentsOf(run, service)) {
    const read = (output: string): number => valueAt(run, `${id}.${output}`, atMs) ?? 0;
    const shed = read('shed') > 0 ? read('shed') : null;
    if (read('collapsed') === 1) return collapse(service, 1 - read('goodput'), shed);
    if (read('sustained') === 1)
      return run.columns.has(`${id}.backlog`) ? backlog(service, read('backlog'), read('clearMin'), shed) : retries(service, shed);
  }
  return null;
}

function collapse({id, name}: Service, wasted: number, shed: number | null): Sustained {
  const cure =
    shed === null ? 'its queues would have to be emptied' : `${percent(shed)} of the attempts would have to go, and its queues be emptied`;
  return {
    service: id,
    by: 'collapse',
    shed,
    clearMinutes: null,
    text: `${name}: ${percent(wasted)} of the work expires unfinished and comes again; ${cure}`,
  };
}

function backlog({id, name}: Service, waiting: number, clearMin: number, shed: number | null): Sustained {
  const clearMinutes = clearMin < NEVER_MIN ? clearMin : null;
  const end =
    clearMinutes === null
      ? `${percent(shed ?? 0)} of what arrives would have to go`
      : `clear in ${Math.round(clearMinutes)} min at this rate`;
  return {service: id, by: 'backlog', shed, clearMinutes, text: `${name}: ${compact(waiting)} still waiting, ${end}`};
}

function retries({id, name}: Service, shed: number | null): Sustained {
  const cure = shed === null ? 'about to end by itself' : `${percent(shed)} of the load would have to go`;
  return {service: id, by: 'retries', shed, clearMinutes: null, text: `${name}: retries alone keep it overloaded; ${cure}`};
}
