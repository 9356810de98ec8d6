import type {Drill} from '../../drill/scenario.js';
import {plural} from '../../format/number.js';
import type {Io} from '../io.js';
import {printJson, printLines} from '../print.js';
import {bundledDrills, type OpenedDrill} from './scenario-file.js';

/** What a facilitator chooses by. Never the incident's title: the name would give the answer away. */
type Entry = {
  readonly name: string;
  readonly codeName: string;
  readonly purpose: string;
  readonly objectives: readonly {readonly id: string; readonly title: string; readonly target: string}[];
  readonly seats: readonly {readonly id: string; readonly title: string}[];
  readonly variants: readonly {readonly id: string; readonly title: string; readonly minutes: number; readonly isSolo: boolean}[];
  /** It follows an incident that was published. */
  readonly reenacts: boolean;
};

const entryOf = ({argument, timeline, drill}: OpenedDrill): Entry => ({
  name: argument,
  codeName: drill.codeName,
  purpose: drill.purpose,
  objectives: drill.objectives.map(({id, title, target}) => ({id, title, target})),
  seats: drill.seats.map(({id, title}) => ({id, title})),
  variants: drill.variants.map(({id, title, minutes, isSolo}) => ({id, title, minutes, isSolo})),
  reenacts: timeline.sources.length > 0,
});

function linesOf({name, codeName, purpose, objectives, seats, variants, reenacts}: Entry): readonly string[] {
  const lengths = variants.map(({id, minutes, isSolo}: Drill['variants'][number] | Entry['variants'][number]) => `${id} (${minutes} min, ${isSolo ? 'alone' : 'a team'})`);
  return [
    `${name}   ${codeName}`,
    `  ${purpose}`,
    ...objectives.map(({id, title, target}) => `  ${id}  ${title}${target === '' ? '' : `: ${target}`}`),
    `  ${plural(seats.length, 'seat')}: ${seats.map(({title}) => title).join(', ')}`,
    `  variants: ${lengths.join(', ')}`,
    ...(reenacts ? ['  re-enacts a public incident'] : []),
  ];
}

/** The catalogue. */
export async function list({json}: {readonly json?: boolean | undefined}, io: Io): Promise<number> {
  const entries = (await bundledDrills(io)).map(entryOf);
  if (json === true) printJson(io.stdout, entries);
  else if (entries.length === 0) printLines(io.stdout, ['No exercise comes with this version.']);
  else printLines(io.stdout, entries.flatMap((entry, index) => [...(index === 0 ? [] : ['']), ...linesOf(entry)]));
  return 0;
}
