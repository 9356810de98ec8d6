import {width as columnsOf} from '../../format/text.js';
import {type Line, textOf} from '../line.js';
import {enactors} from './panels/enactors.js';
import {header} from './panels/header.js';
import {next} from './panels/next.js';
import {record} from './panels/record.js';
import {store} from './panels/store.js';
import {strip} from './panels/strip.js';
import {told} from './panels/told.js';
import type {LabState} from './state.js';

/** A position as plain lines, of at most `width` columns: what the lab would show of it, one area below the other. */
export function labLines(state: LabState, width: number): readonly string[] {
  const [world = [], ...standing] = header(state, Math.max(80, width));
  const parts = [store, enactors, record, next, told, strip].flatMap((panel): readonly Line[] => {
    const need = panel.need(state, width);
    return [panel.title(state, width, need + 1), ...panel.lines(state, width, need), []];
  });
  return [world, ...standing, [], ...parts]
    .map(line => textOf(line).trimEnd())
    .map(line => (columnsOf(line) > width ? line.slice(0, width) : line));
}
