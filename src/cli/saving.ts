import {createHash} from 'node:crypto';
import * as z from 'zod';
import type {Edit} from '../engine/plan.js';
import {bugExitCode, UserError} from '../errors.js';
import {editJson} from '../export/outcome.js';
import {runSpan} from '../format/clock.js';
import {plural} from '../format/number.js';
import {type ThemeName, themeNames} from '../screen/theme.js';
import {type Asked, type Kept, keptOf, type Opening, openingOf} from '../screens/replay/saved-session.js';
import type {AppState} from '../screens/replay/state/state.js';
import {isoAt, msAt} from '../timeline/time.js';
import type {Ms, Timeline} from '../timeline/types.js';
import {editOf, editShape, isSameSubject} from './plan-argument.js';
import type {StateFolder} from './state-folder.js';
import type {Opened} from './timeline-argument.js';

/** Of the format below. A file with a higher one was written by a later program, which may still need it. */
const version = 1;
const mostEntries = 10_000;

const head = z.looseObject({version: z.number(), timeline: z.string(), timelineHash: z.string()});
const rows = z.array(editShape).max(mostEntries);
const instants = z.array(z.string()).max(mostEntries);

/** What is kept, as the text of a file. It says for which version of which timeline; its edits are those of a plan file. */
export function keptText({timeline, hash}: Opened, {positionMs, plan, bookmarks}: Kept): string {
  const file = {
    version,
    timeline: timeline.incident.id,
    timelineHash: hash,
    ...(positionMs !== undefined && {position: isoAt(timeline, positionMs)}),
    ...(plan !== undefined && {edits: plan.map(edit => editJson(timeline, edit))}),
    ...(bookmarks !== undefined && {bookmarks: bookmarks.map(atMs => isoAt(timeline, atMs))}),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type Reading = {
  readonly kept: Kept;
  /** What could not be used, in words; empty: everything was. */
  readonly leftOut: readonly string[];
  /** The file belongs to a later program: it must stay as it is. */
  readonly isNewer: boolean;
};

/** A kept file for a timeline. Whatever in it is broken or of something else is left out, with the reason; nothing throws. */
export function readKept(text: string, {timeline, hash}: Opened): Reading {
  const {success, data: file} = head.safeParse(jsonOf(text));
  const nothing = (leftOut: string, isNewer = false): Reading => ({kept: {}, leftOut: [leftOut], isNewer});
  if (!success) return nothing('what was kept, which cannot be read');
  if (file.version > version) return nothing('what a newer incident-replay kept', true);
  if (file.timeline !== timeline.incident.id) return nothing('what was kept, which is of another timeline');

  const leftOut: string[] = [];
  const part = <T>(schema: z.ZodType<T>, value: unknown, words: string): T | undefined => {
    const result = schema.optional().safeParse(value);
    if (!result.success) leftOut.push(`the kept ${words}, unreadable`);
    return result.data;
  };
  const place = part(z.string(), file.position, 'time');
  const [positionMs] = place === undefined ? [] : momentsOf(timeline, [place]);
  if (place !== undefined && positionMs === undefined) leftOut.push('the kept time, outside the run');
  const marks = part(instants, file.bookmarks, 'bookmarks') ?? [];
  const bookmarks = momentsOf(timeline, marks);
  if (bookmarks.length < marks.length) leftOut.push(`${plural(marks.length - bookmarks.length, 'kept bookmark')} outside the run`);
  const edits = part(rows, file.edits, 'plan') ?? [];
  const isOther = file.timelineHash !== hash && edits.length > 0;
  if (isOther) leftOut.push('the kept plan, for another version of this timeline');
  const plan = isOther ? [] : planOf(timeline, edits);
  const unknown = isOther ? 0 : edits.length - plan.length;
  if (unknown > 0) leftOut.push(`${plural(unknown, 'kept change')} to what this timeline does not have`);
  return {kept: {...(positionMs !== undefined && {positionMs}), plan, bookmarks}, leftOut, isNewer: false};
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The moments that are in the run, each once, in order. */
function momentsOf(timeline: Timeline, texts: readonly string[]): readonly Ms[] {
  const {startMs, endMs} = runSpan(timeline);
  const moments = texts.map(text => msAt(timeline, text)); // NaN, which is nowhere, for what is no instant
  return [...new Set(moments.filter(atMs => atMs >= startMs && atMs <= endMs))].sort((a, b) => a - b);
}

/** The edits that this timeline knows, each thing changed once. */
function planOf(timeline: Timeline, edits: z.output<typeof rows>): readonly Edit[] {
  const known: Edit[] = [];
  for (const row of edits) {
    try {
      const edit = editOf(timeline, row);
      if (!known.some(other => isSameSubject(other, edit))) known.push(edit);
    } catch (error) {
      if (!(error instanceof UserError)) throw error; // a name or a time that the timeline does not have
    }
  }
  return known;
}

/** What the console opens with, and where it is put away when it is left. */
export type Keeping = {
  readonly opening: Opening;
  readonly theme: ThemeName;
  /** The theme that every timeline opens with where none is asked for; undefined: nobody has chosen one. */
  readonly keptTheme: ThemeName | undefined;
  /** Puts away what the console is left with. After a bug (exit code 70) that must be a state that was drawn. */
  leave(state: AppState, exitCode: number): void;
};

/** A file per timeline. Its name is a hash: an id is a text that anybody may have written, and must not become a path. */
export const keptFile = ({timeline}: Pick<Opened, 'timeline'>): string =>
  `timeline-${createHash('sha256').update(timeline.incident.id).digest('hex').slice(0, 32)}.json`;

const noneKept: Reading = {kept: {}, leftOut: [], isNewer: false};

/** Null: nothing is kept, and nothing kept is used. */
export function keepingIn(folder: StateFolder | null, opened: Opened, asked: Asked & {readonly theme?: ThemeName | undefined}): Keeping {
  const {timeline} = opened;
  const name = keptFile(opened);
  const text = folder?.read(name) ?? null;
  const {kept, leftOut, isNewer} = text === null ? noneKept : readKept(text, opened);
  const looks = looksOf(folder?.read(looksFile) ?? null);
  const opening = openingOf(timeline, {kept, leftOut: [...leftOut, ...looks.leftOut], isFirst: folder?.isEmpty ?? false}, asked);
  const theme = asked.theme ?? looks.theme ?? 'dark';
  const {positionMs, plan, start} = opening;
  const openedText = keptText(opened, {positionMs, plan, bookmarks: start.bookmarks ?? []});
  return {
    opening,
    theme,
    keptTheme: looks.theme,
    leave(state, exitCode) {
      // Chosen by a key; an option is for once.
      if (state.theme !== theme) {
        if (looks.leftOut.length > 0) folder?.setAside(looksFile);
        folder?.write(looksFile, `${JSON.stringify({...looks.others, theme: state.theme}, null, 2)}\n`);
      }
      if (isNewer) return;
      const left = keptText(opened, keptOf(state));
      // Fallen over what was kept, before anything was done: the next start must not fall over it again.
      const isFatal = exitCode === bugExitCode && left === openedText;
      if (isFatal || leftOut.length > 0) folder?.setAside(name);
      if (!isFatal) folder?.write(name, left);
    },
  };
}

const looksFile = 'looks.json';
/** A theme that is not known may be one of a later program. */
const looksShape = z.looseObject({theme: z.enum(themeNames).optional().catch(undefined)});

function looksOf(text: string | null): {
  readonly theme?: ThemeName | undefined;
  readonly others: object;
  readonly leftOut: readonly string[];
} {
  if (text === null) return {others: {}, leftOut: []};
  const {success, data} = looksShape.safeParse(jsonOf(text));
  return success ? {theme: data.theme, others: data, leftOut: []} : {others: {}, leftOut: ['the kept theme, unreadable']};
}
