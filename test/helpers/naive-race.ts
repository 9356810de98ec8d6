/**
 * The race once more, as slowly and plainly as the text of its description can be written down: situations are JSON, sets are sorted
 * lists, a Map remembers what has been seen. It shares nothing with src/race and is the judge of it.
 */
export type NaiveSize = {readonly E: number; readonly G: number; readonly N: number; readonly K: number};

type Situation = {
  top: number;
  deleted: number[];
  dns: number[];
  pc: string[];
  plan: number[];
  victims: number[][];
  done: number[];
  lease: number | null;
  off: boolean;
};

const range = (from: number, to: number): number[] => Array.from({length: Math.max(0, to - from + 1)}, (_, index) => from + index);
const copy = (situation: Situation): Situation => JSON.parse(JSON.stringify(situation));
const add = (set: readonly number[], more: readonly number[]): number[] => [...new Set([...set, ...more])].sort((a, b) => a - b);

/** A step that can be done: whether an Apply wrote an older plan, and what it leads to. */
type Step = {readonly backwards: boolean; readonly next: Situation};

function stepsOf({E, G, N, K}: NaiveSize, flags: ReadonlySet<string>, now: Situation): Step[] {
  const on = (flag: string): boolean => flags.has(flag);
  const steps: Step[] = [];
  const step = (change: (next: Situation) => void, backwards = false): void => {
    const next = copy(now);
    change(next);
    steps.push({backwards, next});
  };
  const goIdle = (next: Situation, e: number): void => {
    next.pc[e] = 'idle';
    next.plan[e] = 0;
    next.victims[e] = [];
    if (next.lease === e) next.lease = null;
  };
  const empty = (n: number): boolean => now.deleted.includes(now.dns[n] as number);
  const anyEmpty = range(0, N - 1).some(empty);

  if (!now.off) {
    for (const e of range(0, E - 1)) {
      const mine = now.plan[e] as number;
      const [where = '', at = '0'] = (now.pc[e] as string).split(' ');
      const n = Number(at);
      const there = now.dns[n] as number;
      const old = range(1, G).filter(g => mine - g >= K && !now.deleted.includes(g));

      if (where === 'idle' && (!on('lease') || now.lease === null)) {
        step(next => {
          next.plan[e] = now.top;
          next.pc[e] = 'picked';
          if (on('lease')) next.lease = e;
        });
      }
      if (where === 'picked') {
        step(next => {
          if (mine > Math.min(...now.dns)) next.pc[e] = on('recheck') ? 'recheck 0' : 'apply 0';
          else goIdle(next, e);
        });
      }
      if (where === 'recheck') {
        step(next => {
          if (mine < there) goIdle(next, e);
          else next.pc[e] = `apply ${n}`;
        });
      }
      if (where === 'apply') {
        if (now.deleted.includes(mine)) step(next => goIdle(next, e));
        else if (on('fence') && mine < there) step(next => goIdle(next, e));
        else if (!empty(n) || on('heal')) {
          step(next => {
            next.dns[n] = mine;
            if (n < N - 1) next.pc[e] = `${on('recheck') ? 'recheck' : 'apply'} ${n + 1}`;
            else {
              next.pc[e] = 'clean';
              if (on('passed')) next.done[e] = mine;
            }
          }, mine < there);
        }
      }
      if (where === 'clean' && !on('early')) {
        let victims = old;
        if (on('guard') && victims.some(g => now.dns.includes(g))) victims = [];
        if (on('skip')) victims = victims.filter(g => !now.dns.includes(g));
        if (on('hold')) victims = victims.filter(g => !now.plan.some(other => 0 < other && other <= g));
        if (on('passed')) victims = victims.filter(g => now.done.every(done => done > g));
        step(next => {
          next.deleted = add(now.deleted, victims);
          goIdle(next, e);
        });
      }
      if (where === 'clean' && on('early')) {
        step(next => {
          next.victims[e] = old.filter(g => !now.dns.includes(g));
          next.pc[e] = 'delete';
        });
      }
      if (where === 'delete') {
        step(next => {
          next.deleted = add(now.deleted, now.victims[e] as number[]);
          goIdle(next, e);
        });
      }
      if (on('crash') && !now.pc.includes('dead')) {
        step(next => {
          next.pc[e] = 'dead';
          next.plan[e] = 0;
          next.victims[e] = [];
        });
      }
    }
    if (now.top < G) {
      step(next => {
        next.top = now.top + 1;
      });
    }
    if (on('expire') && now.lease !== null) {
      step(next => {
        next.lease = null;
      });
    }
    if (on('off')) {
      step(next => {
        next.off = true;
      });
    }
  }
  if (on('repair') && anyEmpty && (!on('off') || now.off)) {
    step(next => {
      next.dns = now.dns.map((plan, n) => (empty(n) ? now.top : plan));
    });
  }
  if (on('off') && on('repair') && now.off && !anyEmpty) {
    step(next => {
      next.off = false;
      next.lease = null;
      for (const e of range(0, E - 1)) {
        if (now.pc[e] === 'dead') continue;
        next.pc[e] = 'idle';
        next.plan[e] = 0;
        next.victims[e] = [];
      }
    });
  }
  return steps;
}

/** Everything that a check says, found out the slow way. */
export function naiveCheck(size: NaiveSize, flags: ReadonlySet<string>) {
  const {E, G, N} = size;
  const each = <T>(count: number, value: T): T[] => Array.from({length: count}, () => value);
  const start: Situation = {
    top: 1,
    deleted: [],
    dns: each(N, 1),
    pc: each(E, 'idle'),
    plan: each(E, 0),
    victims: each(E, []),
    done: each(E, 1),
    lease: null,
    off: false,
  };
  const levelOf = new Map<string, number>([[JSON.stringify(start), 0]]);
  const from = new Map<string, string[]>();
  let edges = 0;
  let noRegress: number | null = null;
  let dead: number | null = null;
  const arrows: [number, string][] = [];
  for (const [text, level] of levelOf) {
    const steps = stepsOf(size, flags, JSON.parse(text));
    if (steps.length === 0) dead ??= level;
    for (const {backwards, next} of steps) {
      edges++;
      if (backwards) noRegress ??= level + 1;
      const to = JSON.stringify(next);
      if (!levelOf.has(to)) levelOf.set(to, level + 1);
      arrows.push([level, to]);
      from.set(to, [...(from.get(to) ?? []), text]);
    }
  }
  const isEmpty = ({dns, deleted}: Situation): boolean => dns.some(plan => deleted.includes(plan));
  const nearest = (test: (text: string) => boolean): number | null => {
    for (const [text, level] of levelOf) if (test(text)) return level;
    return null;
  };
  const recovers = new Set([...levelOf.keys()].filter(text => (JSON.parse(text) as Situation).dns.every(plan => plan === G)));
  for (const text of recovers) for (const before of from.get(text) ?? []) recovers.add(before);
  const levels: number[] = [];
  for (const level of levelOf.values()) levels[level] = (levels[level] ?? 0) + 1;
  const edgeSum = arrows.reduce((sum, [level, to]) => sum + (1 + level) * (1 + (levelOf.get(to) ?? 0)), 0) % 2 ** 31;
  return {
    states: levelOf.size,
    edges,
    depth: levels.length - 1,
    neverEmpty: nearest(text => isEmpty(JSON.parse(text))),
    noRegress,
    doomed: nearest(text => !recovers.has(text)),
    dead,
    doomedStates: levelOf.size - recovers.size,
    levels,
    edgeSum,
  };
}
