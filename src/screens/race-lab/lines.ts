import {width as columnsOf} from '../../format/text.js';
import {type Line, textOf} from '../../screen/line.js';
import {settled} from './checking.js';
import {enactors} from './panels/enactors.js';
import {header} from './panels/header.js';
import {next} from './panels/next.js';
import {record} from './panels/record.js';
import {store} from './panels/store.js';
import {strip} from './panels/strip.js';
import {told} from './panels/told.js';
import {type LabOpening, type LabState, openedLab} from './state.js';

/** What the lab opens with as plain lines, of at most `width` columns: the same areas, one below the other, once what is soon known is. */
export const openingLines = (opening: LabOpening, width: number): readonly string[] => labLines(settled(openedLab(opening)), width);

function labLines(state: LabState, width: number): readonly string[] {
  const [world = [], ...standing] = header(state, Math.max(80, width));
  const parts = [store, enactors, record, next, told, strip].flatMap((panel): readonly Line[] => {
    const need = panel.need(state, width);
    return [panel.title(state, width, need + 1), ...panel.lines(state, width, need), []];
  });
  return [world, ...standing, [], ...parts]
    .map(line => textOf(line).trimEnd())
    .map(line => (columnsOf(line) > width ? line.slice(0, width) : line));
}
