import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/input.js';
import {protocolVersion} from '../../src/drill/protocol.js';
import {type Item, type Viewer, visible} from '../../src/drill/visibility.js';
import {type Hosted, hostDrill, type Stranger, smallDrill} from '../helpers/drill-host.js';
import {flagship} from '../helpers/flagship.js';

const opened = smallDrill(flagship);
const {drill} = opened;
const hosts: Hosted[] = [];
afterAll(async () => {
  for (const host of hosts) await host.close();
});

/** Everything in the scenario that somebody could be told too early, with what decides it. */
function secrets({table}: Hosted): readonly {readonly text: string; readonly mayBeKnown: (viewer: Viewer) => boolean}[] {
  const {setup} = table.play;
  const sees = (viewer: Viewer, item: Item): boolean => visible(setup, table.play.state(), viewer, item);
  const book = (text: string) => ({text, mayBeKnown: (viewer: Viewer) => sees(viewer, {kind: 'book'})});
  const isDelivered = (id: string) => (viewer: Viewer) =>
    table.play.state().messages.some(message => message.inject === id && sees(viewer, {kind: 'message', message}));
  return [
    ...setup.drill.msel.flatMap(({id, text, expect: expected}) => [{text, mayBeKnown: isDelivered(id)}, book(expected)]),
    ...setup.drill.scenes.map(({title}) => book(title)),
    ...setup.drill.facts.flatMap(fact =>
      [fact.text, ...fact.words].map(text => ({text, mayBeKnown: (viewer: Viewer) => sees(viewer, {kind: 'fact', fact})})),
    ),
    ...setup.drill.decisions.flatMap(decision => [
      ...decision.options.map(({effect}) => book(effect)),
      ...decision.experts.map(({reason}) => book(reason)),
      {
        text: decision.seen,
        mayBeKnown: (viewer: Viewer) =>
          table.play.state().decisions[decision.id] !== undefined && sees(viewer, {kind: 'decision', decision}),
      },
    ]),
    ...setup.drill.hints.flatMap(({decision, levels}) =>
      levels.map((text, index) => ({
        text,
        mayBeKnown: (viewer: Viewer) =>
          table.play
            .state()
            .hints.some(hint => hint.decision === decision && hint.level === index + 1 && sees(viewer, {kind: 'hint', hint})),
      })),
    ),
    ...setup.drill.twins.map(({title}) => book(title)),
    book(setup.timeline.incident.title),
    book(setup.timeline.incident.id),
  ];
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const card = {effect: 'it gets better', check: 'the panel shows it', risk: '', wayBack: ''};

/** What seats and the controller do: something each time, allowed or not. */
function inputAt(host: Hosted, what: number, at: number): readonly [who: string, input: Input] {
  const {setup} = host.table.play;
  const seat = pick(setup.seats, at).id;
  const decision = pick(setup.drill.decisions, at);
  switch (what) {
    case 0:
      return [seat, {type: 'look', seat, panel: pick(setup.drill.panels, at).id}];
    case 1:
      return [seat, {type: 'order', seat, action: pick(setup.drill.palette, at).id, card}];
    case 2:
      return ['controller', {type: 'release', inject: pick(setup.drill.msel, at).id}];
    case 3:
      return [
        'ic',
        {type: 'decide', seat: 'ic', decision: decision.id, option: pick(decision.options, at).id, ranking: [], reason: 'we think so now'},
      ];
    case 4:
      return [seat, {type: 'ask-hint', seat, decision: decision.id}];
    case 5:
      return [seat, {type: 'note', seat, text: `note ${at}`, kind: 'can'}];
    case 6:
      return ['controller', {type: 'observe', text: `nobody asks ${at}`, objective: null}];
    default:
      return ['controller', {type: 'scene', scene: pick(setup.variant.scenes, at).scene}];
  }
}

describe('1: nothing leaves the host for a seat that the seat may not see', () => {
  it('the secrets are there: the scenario has texts to give away', () => {
    expect(drill.facts.filter(({know}) => know.tag === 'LATE').length).toBeGreaterThan(3);
  });

  it('over random play, every message to every seat and to the projector', {timeout: 60_000}, async () => {
    const steps = fc.array(fc.tuple(fc.nat(7), fc.nat(1000)), {minLength: 20, maxLength: 60});
    for (const [round, play] of fc.sample(steps, {numRuns: 4, seed: 5}).entries()) {
      const host = await hostDrill(opened, {
        policy: 'run',
        variant: pick(['60', '150'], round),
        twin: pick([null, ...drill.twins.map(({id}) => id)], round),
      });
      hosts.push(host);
      const {table, keys, pass} = host;
      const hidden = secrets(host).filter(({text}) => text.length > 8);
      const viewers: readonly (readonly [string, Viewer])[] = [
        ...table.play.setup.seats.map(seat => [seat.id, {kind: 'seat', seat}] as const),
        ['projector', {kind: 'projector'}],
      ];
      const guests = new Map<string, Stranger>();
      for (const [seat] of viewers) {
        const guest = await host.stranger();
        guest.say({type: 'hello', protocol: protocolVersion, code: keys.code, seat, token: null, isProgram: false});
        await guest.next('whole');
        guests.set(seat, guest);
      }
      const checked = new Map<string, number>();
      const check = (): void => {
        for (const [seat, viewer] of viewers) {
          const heard = guests.get(seat)?.heard ?? [];
          const fresh = heard.slice(checked.get(seat) ?? 0).join('\n');
          checked.set(seat, heard.length);
          const allowed = hidden.filter(({mayBeKnown}) => mayBeKnown(viewer)).map(({text}) => text);
          const leaked = hidden.filter(({text, mayBeKnown}) => !mayBeKnown(viewer) && fresh.includes(JSON.stringify(text).slice(1, -1)));
          expect([seat, leaked.map(({text}) => text).filter(text => !allowed.some(other => other.includes(text)))]).toEqual([seat, []]);
        }
      };
      table.take({type: 'start-ex'});
      table.take({type: 'pace', pace: 60});
      for (const [what, at] of play) {
        pass(10_000);
        const [who, input] = inputAt(host, what, at);
        const guest = guests.get(who);
        if (guest === undefined) table.take(input);
        else {
          guest.say({type: 'input', key: `${at}-${what}`, input: input as never});
          await guest.next('done');
        }
        host.server.refresh();
        // Answers come in order: once this one is there, everything before it is.
        for (const each of guests.values())
          each.say({type: 'check', key: 'there', words: {audience: '-', impact: '', scope: '', doing: '', nextMinutes: 1}});
        for (const each of guests.values()) await each.next('checked');
        check();
      }
      const all = [...guests.values()].flatMap(({heard}) => heard).join('\n');
      expect(table.play.state().messages.some(({text}) => all.includes(JSON.stringify(text).slice(1, -1)))).toBe(true);
    }
  });
});
