import {readFileSync} from 'node:fs';
import {begin, type Playing} from '../../src/cli/drill/open-drill.js';
import {openDrill} from '../../src/cli/drill/scenario-file.js';
import type {Io} from '../../src/cli/io.js';
import type {Input, SeatInput} from '../../src/drill/play/input.js';
import {beginning, step} from '../../src/drill/play/session.js';
import {type AboutRun, reportOf} from '../../src/drill/report/aar.js';
import type {AfterActionReport} from '../../src/drill/report/aar-schema.js';
import {type Player, playerOf, playLoop} from '../../src/drill/report/policy.js';
import {type Drill, drillOf} from '../../src/drill/scenario/scenario.js';
import {type Choice, type Setup, setUp} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {minuteMs} from './drill.js';
import {flagship, flagshipFile, prepared} from './flagship.js';

const known = drillOf(flagship);
if (known === null) throw new Error('the flagship has no drill');
export const quietSunday: Drill = known;

export const setUpFlagship = (choice: Partial<Choice> = {}): Setup => {
  const full: Choice = {variant: '60', twin: null, seed: 1, policy: 'hold', ...choice};
  return setUp(flagship, quietSunday, full, full.seed === 1 && full.twin === null ? () => prepared : undefined);
};

/** Eight seats that do what the night's people did, and talk: beliefs, words, tasks, decisions with reasons. */
const team: Player = (() => {
  const policy = quietSunday.policies.find(({id}) => id === 'history');
  if (policy === undefined) throw new Error('the flagship has no policy of history');
  const orders = playerOf(policy);
  return fog => {
    const minute = (fog.nowMs - quietSunday.startsAtMs) / minuteMs;
    // People do not look everywhere every five minutes.
    const did = orders(fog).filter(({type}) => type !== 'look' || minute % 15 === 0);
    const ic = fog.observe('ic');
    const decides = ic.decisions
      .filter(({committed}) => committed === null)
      .map(({id, options}): SeatInput => {
        const option = [...options].sort((a, b) => a.id.localeCompare(b.id))[0]?.id ?? '';
        return {
          type: 'decide',
          seat: 'ic',
          decision: id,
          option,
          ranking: options.map(({id}) => id),
          reason: `It is what ${id} asks for, as far as we see.`,
        };
      });
    const said = fog.observe('liaison').posts;
    const last = said.filter(({audience}) => audience === 'public').at(-1);
    const isDue = minute >= 20 && (last === undefined || fog.nowMs >= last.atMs + 30 * minuteMs);
    const words: SeatInput = {
      type: 'post',
      seat: 'liaison',
      audience: 'public',
      impact: `New connections to the database do not succeed (word ${said.length + 1})`,
      scope: 'one region, all zones',
      doing: minute > 120 ? 'We rebuild the address record of the database' : 'We look for what its clients have in common',
      nextMinutes: 30,
    };
    return [...decides, ...(isDue ? [words] : []), ...extras(minute, fog.observe('dns').beliefs.length), ...did];
  };
})();

function extras(minute: number, noted: number): readonly SeatInput[] {
  if (minute === 10 && noted === 0)
    return [
      {type: 'take-command', seat: 'ic', readBack: true},
      {type: 'believe', seat: 'dns', hypothesis: 'path-cut', probability: 0.5, because: 'new connections only'},
      {type: 'believe', seat: 'dns', hypothesis: 'name-gone', probability: 0.3, because: 'it was like this once'},
      {type: 'task', seat: 'ic', owner: 'dns', text: 'Ask the name servers themselves', dueMinutes: 10},
      {type: 'note', seat: 'scr', text: 'One incident, the commander has it', kind: 'note'},
    ];
  if (minute === 35 && noted === 2)
    return [
      {
        type: 'believe',
        seat: 'dns',
        hypothesis: 'name-gone',
        probability: 0.85,
        because: 'zero addresses, from the authoritative servers too',
      },
      {type: 'believe', seat: 'dns', hypothesis: 'path-cut', probability: 0.1, because: 'by address it answers'},
      {type: 'believe', seat: 'compute', hypothesis: 'queue-feeds-itself', probability: 0.2, because: ''},
    ];
  if (minute === 240 && noted === 4)
    return [{type: 'believe', seat: 'dns', hypothesis: 'queue-feeds-itself', probability: 0.7, because: 'busy, and nothing finished'}];
  return [];
}

const afterwards: readonly Input[] = [
  {type: 'observe', text: 'Read-back before the record went in', objective: 'O2'},
  {type: 'end-ex'},
  {type: 'tell', scene: 'S1', text: 'Errors everywhere at once. We thought of the network first.\nThen the name.'},
  {type: 'tell', scene: 'S3', text: 'The graphs said busy. Nothing came out.'},
  {type: 'tell', scene: 'surprise', text: 'That the leases had been running out all night.'},
  {type: 'tell', scene: 'lucky', text: 'Somebody had kept the old record.'},
  {type: 'tell', scene: 'ours', text: 'Our service registry is written by a program, too.'},
  {type: 'lock-story'},
  {type: 'reveal'},
  {type: 'reveal'},
  {type: 'reveal'},
  {type: 'reveal'},
  {type: 'rate', objective: 'O1', rating: 'S', note: 'The name was held 35 minutes in, with a reason.'},
  {type: 'rate', objective: 'O5', rating: 'M', note: 'The remark about leases was heard and not followed up.'},
  {
    type: 'improve',
    area: 'runbooks',
    action: 'Write down how to let work into the lease queue',
    owner: 'compute',
    due: '2026-12-01',
    check: 'the next drill',
  },
];

export type Played = {
  readonly setup: Setup;
  readonly state: DrillState;
  readonly inputs: readonly {readonly wallMs: number; readonly input: Input}[];
};

/** A drill of the flagship from StartEx to the end of its hot wash; an hour of wall time. */
export function playedFlagship(choice: Partial<Choice> = {}): Played {
  const setup = setUpFlagship(choice);
  const {inputs} = playLoop(setup, beginning(setup), team);
  const all = [...inputs, ...afterwards];
  const wallOf = (index: number): number => Math.round((index / all.length) * 60 * minuteMs);
  const entries = all.map((input, index) => ({wallMs: wallOf(index), input}));
  const state = entries.reduce((before, {input, wallMs}) => {
    const next = step(setup, before, input, wallMs);
    if (next.refused !== null) throw new Error(`${input.type}: ${next.refused}`);
    return next.state;
  }, beginning(setup));
  return {setup, state, inputs: entries};
}

/** A drill of the flagship that is played and kept, as the program does it. */
export async function beginFlagship(path: string): Promise<Playing> {
  const bundled = {ids: async () => [flagship.incident.id], read: async () => readFileSync(flagshipFile)};
  const opened = await openDrill({bundled} as unknown as Io, 'quiet-sunday');
  return begin(opened, {variant: '60', twin: null, seed: 1, policy: 'hold'}, path, () => 0);
}

/** The journal of such a drill in a file, to the end of its hot wash. */
export async function writeJournal(path: string, surprise?: string): Promise<void> {
  const {inputs} = playedFlagship();
  const {play, journal} = await beginFlagship(path);
  for (const {input, wallMs} of inputs) {
    const isSurprise = surprise !== undefined && input.type === 'tell' && input.scene === 'surprise';
    const refused = play.take(isSurprise ? {...input, text: surprise} : input, wallMs);
    if (refused !== null) throw new Error(`${input.type}: ${refused}`);
  }
  journal.close();
}

export const reportOfFlagship = (choice: Partial<Choice> = {}, about: AboutRun = {}): AfterActionReport => {
  const {setup, state} = playedFlagship(choice);
  return reportOf(setup, state, about);
};
