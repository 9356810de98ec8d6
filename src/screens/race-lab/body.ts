import {width as columnsOf} from '../../format/text.js';
import {type Line, type Size, textOf} from '../../screen/line.js';
import type {PanelView} from '../../screen/panel.js';
import type {Does, Over} from '../../screen/program.js';
import {type Column, stack, type Want} from '../../screen/stack.js';
import {settled} from './checking.js';
import {enactors} from './panels/enactors.js';
import {exercises} from './panels/exercises.js';
import {header} from './panels/header.js';
import {modelLimits} from './panels/limits.js';
import {luck} from './panels/luck.js';
import {next} from './panels/next.js';
import {protections} from './panels/protections.js';
import {record} from './panels/record.js';
import {results} from './panels/results.js';
import {store} from './panels/store.js';
import {strip, stripRows} from './panels/strip.js';
import {told} from './panels/told.js';
import {why} from './panels/why.js';
import {type LabAction, type LabOpening, type LabOverlay, type LabState, openedLab} from './state.js';

/** A part of the lab: what is drawn of a state, and what a click on it does. */
type LabPanel = PanelView<LabState, Does<LabAction>>;
type LabWant = Want<LabState, Does<LabAction>>;
type LabColumn = Column<LabState, Does<LabAction>>;

/** From this width on what is open, and the story, have a column of their own. */
const twoColumnsFrom = 170;
/** With fewer rows below the three areas, what is open takes their place too. */
const overlayLeast = 16;

const overlays: Readonly<Record<Exclude<LabOverlay['type'], 'none'>, LabPanel>> = {why, luck, results, protections, exercises};

const areaPanels: readonly LabPanel[] = [store, enactors, record];

/** Where every panel stands. The three areas and the choices keep their places whatever happens. `sheet`: what is open over the lab. */
export function bodyOf(state: LabState, {columns, rows: height}: Size, sheet: Over<LabState, LabAction> | null): readonly LabColumn[] {
  const over = sheet?.panel ?? overlayOf(state.overlay);
  if (columns >= twoColumnsFrom) return twoColumns(state, columns, height, over);
  const above = areaParts(state, columns);
  const below = height - above.reduce((sum, part) => sum + part.height, 0);
  if (over !== null && below < overlayLeast) return [{width: columns, parts: [{panel: over, height}]}];
  const rest = over === null ? stack(state, columns, below, lowerWants(state, columns, below)) : [{panel: over, height: below}];
  return [{width: columns, parts: [...above, ...rest]}];
}

/** The panel of what is open in the lab; null: nothing is. */
export const overlayOf = ({type}: LabOverlay): LabPanel | null => (type === 'none' ? null : overlays[type]);

/** The panel that has the keys. */
export const focusOf = ({overlay, replay}: LabState): LabPanel => overlayOf(overlay) ?? (replay === null ? next : strip);

const areaParts = (state: LabState, width: number): LabColumn['parts'] =>
  areaPanels.map(panel => ({panel, height: panel.need(state, width) + 1}));

/** What stands on the screen without being open: nothing scrolls it, and its title does not say that something could. */
const resting = ({scrolls: _, ...panel}: LabPanel): LabPanel => ({
  ...panel,
  title: (state, width) => panel.title(state, width, Number.MAX_SAFE_INTEGER),
});

const toldLeast = 2;

/** By hand what can be done comes first; in a replay its picture, as much of it as leaves room for what the step means. */
function lowerWants(state: LabState, columns: number, rows: number): readonly LabWant[] {
  const {replay} = state;
  const choices: LabWant = {panel: next, least: 4};
  const step: LabWant = {panel: told, least: toldLeast, most: replay === null || replay.notes.size === 0 ? 3 : 5};
  const pictureLeast = replay === null ? 5 : Math.min(strip.need(state, columns), rows - toldLeast - 2);
  const picture: LabWant = {panel: strip, least: pictureLeast, most: stripRows(state)};
  const more: readonly LabWant[] = [
    {panel: resting(results), least: 6},
    {panel: exercises, least: 8},
  ];
  return replay === null ? [choices, step, picture, ...more] : [picture, step, choices, ...more];
}

function twoColumns(state: LabState, columns: number, height: number, over: LabPanel | null): readonly LabColumn[] {
  const left = Math.floor(columns * 0.58);
  const right = columns - 1 - left;
  const above = areaParts(state, left);
  const below = height - above.reduce((sum, part) => sum + part.height, 0);
  const leftWants: readonly LabWant[] = [
    {panel: next, least: 4},
    {panel: resting(why), least: 8},
  ];
  const story: LabWant = {panel: strip, least: 6, most: stripRows(state)};
  const rightWants: readonly LabWant[] =
    over === null
      ? [story, {panel: resting(results), least: 10}, {panel: exercises, least: 8}, {panel: modelLimits, least: 5}]
      : [story, {panel: over, least: 10}];
  return [
    {width: left, parts: [...above, ...stack(state, left, below, leftWants)]},
    {width: right, parts: stack(state, right, height, rightWants)},
  ];
}

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
