import {wrap} from '../../format/text.js';
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
  readonly variants: readonly {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    readonly isSolo: boolean;
    /** How many seats it has. */
    readonly seats: number;
  }[];
  /** It follows an incident that was published. */
  readonly reenacts: boolean;
};

function entryOf({argument, timeline, drill}: OpenedDrill): Entry {
  const everybody = drill.seats.filter(({covers}) => covers.length === 0);
  return {
    name: argument,
    codeName: drill.codeName,
    purpose: drill.purpose,
    objectives: drill.objectives.map(({id, title, target}) => ({id, title, target})),
    seats: everybody.map(({id, title}) => ({id, title})),
    variants: drill.variants.map(({id, title, minutes, isSolo, seats}) => {
      return {id, title, minutes, isSolo, seats: isSolo ? 1 : seats.length || everybody.length};
    }),
    reenacts: timeline.sources.length > 0,
  };
}

/** Lines of at most so many columns. */
function linesOf({name, codeName, purpose, objectives, seats, variants, reenacts}: Entry, columns: number): readonly string[] {
  const lengths = variants.map(({id, minutes, isSolo, seats: team}) => `${id}: ${minutes} min ${isSolo ? 'alone' : `for ${team}`}`);
  const paragraphs = [
    purpose,
    ...objectives.map(({id, title, target}) => `${id}  ${title}${target === '' ? '' : `: ${target}`}`),
    `Seats: ${seats.map(({title}) => title).join(', ')}`,
    `Variants: ${lengths.join(', ')}`,
    ...(reenacts ? ['It re-enacts a public incident.'] : []),
  ];
  return [`${name}   ${codeName}`, ...paragraphs.flatMap(text => wrap(text, columns - 2).map(line => `  ${line}`))];
}

/** The catalogue. */
export async function list({json}: {readonly json?: boolean | undefined}, io: Io): Promise<number> {
  const entries = (await bundledDrills(io)).map(entryOf);
  const lines = entries.flatMap(entry => ['', ...linesOf(entry, Math.min(100, io.stdout.columns))]).slice(1);
  if (json === true) printJson(io.stdout, entries);
  else printLines(io.stdout, lines.length === 0 ? ['No exercise comes with this version.'] : lines);
  return 0;
}
