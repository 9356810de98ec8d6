import {shuffled} from '../drill/play/chance.js';
import type {Run} from '../engine/run.js';
import {percent} from '../format/number.js';
import {type Answers, asks, type Exercise, type Figure, type Lesson, type Option, reads, type Step, verdict} from './lesson.js';
import {at, jump, once, pick, runOf, type WorldSpec, whole, world} from './world.js';

export const causes = ['name', 'resolver', 'server'] as const;
type Cause = (typeof causes)[number];
const causeTexts: Readonly<Record<Cause, string>> = {
  name: 'the name has no address any more',
  resolver: 'the resolver, whom callers ask for the address, is sick',
  server: 'the server behind the address is sick',
};
const shopNames = ['A', 'B', 'C'] as const;

/** When the fault begins, and when the page arrives, in minutes. */
const brokenAt = 10;
const pagedAt = 40;

/** A shop with one thing wrong. What its callers suffer looks much the same in all three. */
const specOf = (cause: Cause, seed: number): WorldSpec => ({
  minutes: pagedAt + 5,
  demand: {
    record: jump(brokenAt, 1, cause === 'name' ? 0 : 1),
    answering: jump(brokenAt, 1, cause === 'resolver' ? 0 : 1),
    capacity: jump(brokenAt, 1, cause === 'server' ? whole(seed, 'capacity', 8, 20) / 100 : 1),
  },
  components: [
    {type: 'signal', id: 'answered', expr: {min: ['demand.record', 'demand.answering']}},
    {type: 'resolver', id: 'path', record: 'answered', classes: {callers: {connSeconds: 180, negativeTtlSeconds: 300}}},
    {
      type: 'service',
      id: 'shop',
      deps: [{on: 'path.callers', w: whole(seed, 'weight', 78, 92) / 100}],
      capacity: 'demand.capacity',
      util: 0.8,
    },
    {type: 'service', id: 'direct', capacity: 'demand.capacity', util: 0.8},
  ],
});

export const shopRun = (cause: Cause, seed: number): Run => runOf(world(specOf(cause, seed))());

/** A look: what one asks, and the number that answers; null: it is the same everywhere. */
const looks: readonly {
  readonly id: string;
  readonly text: string;
  readonly signal: string | null;
  readonly words: (of20: number) => string;
}[] = [
  {id: 'keeper', text: 'ask those who keep the name', signal: 'demand.record', words: n => `${n} of 20 answers held an address`},
  {id: 'resolver', text: 'ask the resolver, as callers do', signal: 'answered', words: n => `${n} of 20 answers held an address`},
  {id: 'direct', text: 'call the server by its address', signal: 'direct.avail', words: n => `${n} of 20 calls were served`},
  {
    id: 'changes',
    text: 'read the list of changes',
    signal: null,
    words: () => 'one small change, an hour before; taken back, no difference',
  },
];
type Look = (typeof looks)[number];
const asked = 20;

const countIn = (run: Run, {signal}: Look): number => (signal === null ? 0 : Math.round(asked * at(run, signal, pagedAt)));
/** What a look tells apart: most of twenty, or not. */
const isGood = (run: Run, look: Look): boolean => countIn(run, look) > asked / 2;

/** The causes that these looks leave, by the simulation of all three. */
export function left(seed: number, cause: Cause, ids: readonly string[]): readonly Cause[] {
  const seen = shopRun(cause, seed);
  const taken = looks.filter(({id, signal}) => ids.includes(id) && signal !== null);
  return causes.filter(other => taken.every(look => isGood(shopRun(other, seed), look) === isGood(seen, look)));
}

/** The look after which only one cause was left; null: none was. */
const decider = (seed: number, cause: Cause, ids: readonly string[]): string | null =>
  ids.find((_, index) => left(seed, cause, ids.slice(0, index + 1)).length === 1) ?? null;

export const symptomLesson: Lesson = {
  id: 'symptom',
  title: 'Symptom, mechanism, cause',
  minutes: 4,
  goal: 'Choose looks that tell causes apart, instead of looks that confirm.',
  card: {
    title: 'A look that splits',
    idea: 'One symptom has many causes. A good look comes out differently for each of them; a poor one looks the same whatever is wrong.',
    ask: 'If I am wrong, would this look show it?',
  },
  open: (seed, isAgain) => exerciseOf(seed, isAgain),
};

function exerciseOf(seed: number, isAgain: boolean): Exercise {
  const order = shuffled(seed, 'shops', causes);
  const runs = once(() => order.map(cause => shopRun(cause, seed)));
  const intro: readonly Step[] = isAgain
    ? []
    : [
        reads(['Three shops, one symptom: requests fail. In each of them something else is wrong.'], () => [
          {
            kind: 'terms',
            rows: [
              ['symptom', 'what people see: "the shop does not load".'],
              ['mechanism', 'how it comes about: callers get no address to call.'],
              ['cause', 'what set it off: somebody, or something, emptied the name.'],
            ],
          },
        ]),
      ];
  // Two looks in each shop, then the sorting.
  const lookAt = (index: number) => intro.length + index;
  const takenIn = (given: readonly Answers[], shop: number): readonly string[] =>
    [0, 1].flatMap(look => given[lookAt(2 * shop + look)]?.look ?? []);
  const rowsOf = (given: readonly Answers[], shop: number): readonly (readonly [string, string])[] =>
    takenIn(given, shop).map(id => {
      const look = looks.find(each => each.id === id) ?? (looks[0] as Look);
      const run = runs()[shop] as Run;
      return [`${shopNames[shop]}  ${look.text}`, look.words(countIn(run, look))];
    });
  const seen = (given: readonly Answers[]): Figure => ({
    kind: 'log',
    rows: [0, 1, 2].flatMap(shop => rowsOf(given, shop)).map(([who, text]) => ({at: '', who, text})),
  });

  const lookStep = (given: readonly Answers[], shop: number, taken: readonly string[]): Step =>
    reads(
      [
        `Shop ${shopNames[shop]}: ${percent(at(runs()[shop] as Run, 'shop.err', pagedAt))} of the requests fail. You have time for two looks${taken.length === 0 ? '. Which one first?' : '; one is left.'}`,
      ],
      () => [seen(given)],
      [
        {
          kind: 'choice',
          id: 'look',
          label: 'look',
          options: looks.filter(({id}) => !taken.includes(id)).map(({id, text}): Option => ({id, text})),
        },
      ],
      () => ({look: taken.includes('keeper') ? 'direct' : 'keeper'}),
    );

  const step = (given: readonly Answers[]): Step | null => {
    const index = given.length - intro.length;
    if (index < 0) return intro[given.length] ?? null;
    const shop = Math.floor(index / 2);
    if (shop < 3) return lookStep(given, shop, takenIn(given, shop));
    return index === 6 ? sorting(seed, order, given, takenIn, seen) : null;
  };
  return {seed, step, explains: explanation, story: () => []};
}

const explanation = [
  'Ask those who keep the name: if they have no address, the name is gone. Call the server by its address: if it fails, the server is sick. If both are well, what is left is the resolver between them.',
  'Asking the resolver alone cannot tell: it has no answer when it is sick, and none when there is none to give.',
];

/** The three shops side by side, with everything that was seen. */
function sorting(
  seed: number,
  order: readonly Cause[],
  given: readonly Answers[],
  takenIn: (given: readonly Answers[], shop: number) => readonly string[],
  seen: (given: readonly Answers[]) => Figure,
): Step {
  const options: readonly Option[] = causes.map(id => ({id, text: causeTexts[id]}));
  const asking = pick(seed, 'decided', [0, 1, 2]);
  const taken = takenIn(given, asking);
  const truth = once(() => decider(seed, order[asking] as Cause, taken));
  const deciders: readonly Option[] = [
    ...taken.map(id => ({id, text: looks.find(look => look.id === id)?.text ?? id})),
    {id: 'none', text: 'neither: two causes were left'},
  ];
  const named = shopNames.map((name, shop) => `${name}: ${causeTexts[order[shop] as Cause]}`);
  return asks(
    ['What is wrong in each of them? And in one of them: which look decided it?'],
    [
      ...shopNames.map(name => ({kind: 'choice', id: name, label: `shop ${name}`, options}) as const),
      {kind: 'choice', id: 'decided', label: `${shopNames[asking]}: decided by`, options: deciders},
    ],
    {
      solution: () => ({A: order[0] ?? '', B: order[1] ?? '', C: order[2] ?? '', decided: truth() ?? 'none'}),
      check(answers) {
        const right = shopNames.filter((name, shop) => answers[name] === order[shop]).length;
        const isDecided = answers.decided === (truth() ?? 'none');
        return verdict(right === 3 && isDecided ? 'right' : right === 3 || right === 1 ? 'near' : 'wrong', {
          truth: `${named.join('. ')}. In ${shopNames[asking]}, ${truth() === null ? 'neither look decided' : `"${looks.find(({id}) => id === truth())?.text}" decided`}.`,
          why: 'A look decides when all other causes would have shown something else.',
          hint:
            right < 3
              ? `${right} of 3. For each cause, ask: what would this look have shown then?`
              : 'All three are right. After which look was only one cause left?',
        });
      },
    },
    () => [seen(given)],
  );
}
