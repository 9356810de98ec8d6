import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import type {ControlInput, Input} from '../../src/drill/play/input.js';
import {observe} from '../../src/drill/play/observe.js';
import type {DrillPort} from '../../src/drill/play/port.js';
import {isRevealed, type Viewer} from '../../src/drill/play/visibility.js';
import {protocolVersion} from '../../src/host/protocol.js';
import {textOf} from '../../src/screen/line.js';
import type {OpenSheet} from '../../src/screen/sheet.js';
import {formSheet} from '../../src/screens/seat/forms.js';
import {briefSheet, pickKinds, pickSheet} from '../../src/screens/seat/sheets.js';
import {initialState, places} from '../../src/screens/seat/state.js';
import {type Hosted, hostDrill, type Stranger, smallDrill} from '../helpers/drill-host.js';
import {helpOver, linesOf, open, stillPort} from '../helpers/drill-screens.js';
import {forbidden, type Secret, secretsOf} from '../helpers/drill-secrets.js';
import {flagship} from '../helpers/flagship.js';
import {runs} from '../helpers/runs.js';

const opened = smallDrill(flagship);
const {drill} = opened;
const hosts: Hosted[] = [];
afterAll(async () => {
  for (const host of hosts) await host.close();
});

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const card = {effect: 'it gets better', check: 'the panel shows it', risk: '', wayBack: ''};

/** What seats and the controller do: something each time, allowed or not. */
function inputAt(host: Hosted, what: number, at: number): readonly [who: string, input: Input] {
  const {setup} = host.live.play;
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

describe('nothing leaves the host for a seat that the seat may not see', () => {
  it('the secrets are there: the scenario has texts to give away', () => {
    expect(drill.facts.filter(({know}) => know.tag === 'LATE').length).toBeGreaterThan(3);
  });

  it('over random play: no message, no frame and no file says what visible forbids at that moment', {timeout: 120_000}, async () => {
    const steps = fc.array(fc.tuple(fc.nat(7), fc.nat(1000)), {minLength: 20, maxLength: 45});
    for (const [round, play] of fc.sample(steps, {numRuns: runs(4), seed: 5}).entries()) {
      const host = await hostDrill(opened, {
        policy: 'run',
        variant: pick(['60', '150'], round),
        twin: pick([null, ...drill.twins.map(({id}) => id)], round),
      });
      hosts.push(host);
      const room = await roomOf(host);
      const {live} = host;
      live.take({type: 'start-ex'});
      live.take({type: 'pace', pace: 60});
      for (const [what, at] of play) await room.play(...inputAt(host, what, at), `${at}-${what}`);
      for (const input of endings) await room.play('controller', input, '');
      const all = room.heard();
      expect(live.play.state().messages.some(({text}) => all.includes(JSON.stringify(text).slice(1, -1)))).toBe(true);
      expect(all).toContain('HOW IT WORKED'); // revealed in the end
    }
  });
});

/** After EndEx: their own story, then a step of the reveal at a time. */
const endings: readonly ControlInput[] = [
  {type: 'end-ex'},
  {type: 'tell', scene: 'S1', text: 'nothing had an address'},
  {type: 'lock-story'},
  ...Array.from({length: 4}, (): ControlInput => ({type: 'reveal'})),
];

type Room = {
  /** Lets ten seconds go by, does something, and looks at all that was sent, drawn and written since. */
  play(who: string, input: Input, key: string): Promise<void>;
  heard(): string;
};

/** Every seat and the projector, at lines of their own. */
async function roomOf(host: Hosted): Promise<Room> {
  const {live, keys, playing, pass} = host;
  const viewers: readonly (readonly [string, Viewer])[] = [
    ...live.play.setup.seats.map(seat => [seat.id, {kind: 'seat', seat}] as const),
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
  let turn = 0;
  const check = (): void => {
    turn++;
    const secrets = viewers.map(([, viewer]) => secretsOf(live.play.setup, live.play.state(), viewer));
    const open = alwaysOpen(host, secrets);
    for (const [index, [seat, viewer]] of viewers.entries()) {
      const heard = guests.get(seat)?.heard ?? [];
      const fresh = heard.slice(checked.get(seat) ?? 0).join('\n');
      checked.set(seat, heard.length);
      const hidden = forbidden(secrets[index] ?? [], open);
      const frame = framesOf(live, viewer, turn + index);
      expect([seat, 'sent', hidden.filter(text => fresh.includes(JSON.stringify(text).slice(1, -1)))]).toEqual([seat, 'sent', []]);
      expect([seat, 'drawn', hidden.filter(text => frame.includes(text.replace(/\s+/g, ' ')))]).toEqual([seat, 'drawn', []]);
    }
    // The files are the host's: what no participant may know yet is in none of them in clear.
    const files = readFileSync(playing.journal.path, 'utf8');
    const forAll = secrets[0]?.filter((_, at) => secrets.every(each => each[at]?.isOpen === false)) ?? [];
    expect(forbidden(forAll, open).filter(text => files.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  };
  return {
    heard: () => [...guests.values()].flatMap(({heard}) => heard).join('\n'),
    async play(who, input, key) {
      pass(10_000);
      const guest = guests.get(who);
      if (guest === undefined) live.take(input);
      else {
        guest.say({type: 'input', key, input: input as never});
        await guest.next('done');
      }
      host.server.refresh();
      // Answers come in order: once this one is there, everything before it is.
      for (const each of guests.values())
        each.say({type: 'check', key: 'there', words: {audience: '-', impact: '', scope: '', doing: '', nextMinutes: 1}});
      for (const each of guests.values()) await each.next('checked');
      check();
    },
  };
}

/** What everybody may read: the brief, what people have written themselves, and after their own story what others had heard. */
function alwaysOpen({live}: Hosted, secrets: readonly (readonly Secret[])[]): string {
  const {setup} = live.play;
  const state = live.play.state();
  const {purpose, brief, artificialities} = setup.drill;
  const others = isRevealed(state, 'story') ? secrets.flat().flatMap(({text, isOpen}) => (isOpen ? [text] : [])) : [];
  const told = isRevealed(state, 'story') ? state.messages.map(({text}) => text) : [];
  const scenes = isRevealed(state, 'story') ? setup.drill.scenes.filter(({id}) => id in state.story).map(({spoken}) => spoken) : [];
  const titles = isRevealed(state, 'best') ? setup.drill.palette.map(({title}) => title) : [];
  return [purpose, ...brief, ...artificialities, ...others, ...told, ...scenes, ...titles].join('\n');
}

/** Everything that can open over a seat. */
const sheetsOf = (port: DrillPort): readonly OpenSheet[] => [
  open(briefSheet),
  ...pickKinds.map(what => open(pickSheet(port, what))),
  open(formSheet(port, 'believe', drill.hypotheses[0]?.id)),
  open(formSheet(port, 'order', drill.palette[0]?.id)),
  ...drill.decisions.slice(0, 3).map(({id}) => open(formSheet(port, 'decide', id))),
  open(formSheet(port, 'post')),
  open(formSheet(port, 'task')),
];

/** A part of the screen, and something open over it: one column wide and so high that nothing is cut, so that what is wrapped is whole again. */
function framesOf(live: Hosted['live'], viewer: Viewer, turn: number): string {
  const {setup} = live.play;
  const port = stillPort(observe(setup, live.play.state(), viewer, live.reveals));
  const view = {...initialState(port, false, 'dark'), focus: pick(places, turn)};
  const lines = [null, pick([helpOver(view), ...sheetsOf(port)], turn)].flatMap(sheet => linesOf(view, {columns: 100, rows: 100}, sheet));
  return lines.map(textOf).join(' ').replace(/\s+/g, ' ');
}
