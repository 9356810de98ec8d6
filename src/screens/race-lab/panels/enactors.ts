import {plural} from '../../../format/number.js';
import {writeOf} from '../../../race/enactor.js';
import {enactorName, numbers} from '../../../race/label.js';
import type {ActionName} from '../../../race/model.js';
import {plansOf} from '../../../race/plan-set.js';
import {type Position, staleAgainst} from '../../../race/position.js';
import {at, type Enactor, type ProgramCounter} from '../../../race/state.js';
import {cell, fitLine, type Line, type Role, rule, type Span, span} from '../../../screen/line.js';
import type {PanelView} from '../../../screen/panel.js';
import type {LabAction, LabState} from '../state.js';

/** From this width on an enactor shows its whole program; below, it is a row. */
const columnLeast = 26;
/** From this width of a column on words are not shortened. */
const roomy = 36;
/** From this width on what it believes stands beside what is. */
const wordy = 44;

const columnWidth = ({model}: Position, width: number): number => Math.floor((width - 1) / model.rules.size.enactors);

/** Which step of its program an enactor is at. */
const stepAt: Readonly<Record<ProgramCounter, ActionName | null>> = {
  [at.idle]: 'pick',
  [at.picked]: 'check',
  [at.recheck]: 'recheck',
  [at.apply]: 'apply',
  [at.clean]: 'clean',
  [at.delete]: 'delete',
  [at.dead]: null,
};

/** The steps of the program in order, as the model has them. */
const programOf = ({model}: Position): readonly ActionName[] =>
  model.actions.filter(({enactor, name}) => enactor === 0 && name !== 'crash').map(({name}) => name);

/** `early` calls its clean-up a list. */
function placeOf(position: Position, {pc}: Enactor): number {
  const program = programOf(position);
  const name = stepAt[pc];
  return name === null ? -1 : program.indexOf(name === 'clean' && !program.includes('clean') ? 'list' : name);
}

export const enactors: PanelView<LabState, LabAction> = {
  title: (_, width) => rule(width, [{at: 1, span: span('ENACTORS', 'bold')}]),
  need: ({position}, width) =>
    columnWidth(position, width) >= columnLeast ? programOf(position).length + 2 : position.model.rules.size.enactors,
  lines({position}, width, height) {
    const columns = columnWidth(position, width);
    const {enactors: all} = position.state;
    if (columns < columnLeast || height < programOf(position).length + 2) return rowsOf(position, width, height);
    const cells = all.map((me, index) => columnOf(position, me, index, columns));
    return Array.from({length: programOf(position).length + 2}, (_, row) => [
      span(' '),
      ...cells.flatMap(lines => fitLine(lines[row] ?? [], columns)),
    ]);
  },
};

/** An enactor as a column: its name, its program with a sign at the step it is at, and what is wrong with it. */
function columnOf(position: Position, me: Enactor, index: number, columns: number): readonly Line[] {
  const program = programOf(position);
  const here = placeOf(position, me);
  const isActive = me.pc !== at.idle;
  const nameColumns = columns >= roomy ? 8 : 1 + Math.max(...program.map(name => name.length));
  return [
    nameLine(position, me, index),
    ...program.map((name, place): Line => {
      const isHere = place === here;
      const sign = isHere ? '>' : isActive && place < here ? 'x' : ' ';
      const role: Role | undefined = isHere ? 'accent' : isActive && place < here ? undefined : 'dim';
      return [
        span(`  ${sign} ${cell(name, nameColumns)}`, role),
        span(besideStep(position, me, index, name, isHere, columns), isHere ? undefined : 'dim'),
      ];
    }),
    [span(' '), noteOf(position, me, index, columns - 2)],
  ];
}

function nameLine({state}: Position, me: Enactor, index: number): Line {
  const zone = String.fromCharCode('a'.charCodeAt(0) + index);
  const hand: Span = me.plan === 0 ? span('idle', 'dim') : span(`plan ${me.plan}`, 'bold');
  return [
    span(` ${enactorName(index)}`, 'bold'),
    span(`  AZ ${zone}  `, 'dim'),
    hand,
    span(state.lease === index + 1 ? '  LEASE' : '', 'accent'),
  ];
}

/** The answer that was got and when; for how long it waits; what it is about to delete. */
function besideStep(position: Position, me: Enactor, index: number, name: ActionName, isHere: boolean, columns: number): string {
  const pass = position.passes[index];
  const isWide = columns >= roomy;
  if (pass !== null && pass !== undefined && !isHere && name === passStep(position)) {
    // A narrow column has room for the longer one only so.
    const isNot = isWide ? ' >= ' : '>=';
    const answer = `"${pass.plan}${name === 'check' ? ' > ' : isNot}${pass.saw}"`;
    return me.pc === at.picked ? '' : `${answer} ${isWide ? 'at step' : 'step'} ${pass.step}`;
  }
  if (!isHere || me.pc === at.idle) return '';
  const waits = waitOf(position, index);
  const waiting = waits < 1 ? '' : isWide ? `(waiting ${plural(waits, 'step')})` : `waits ${waits}`;
  if (name === 'delete') return [numbers(plansOf(me.victims)) || 'nothing', waiting].join(' ').trim();
  const {endpoints} = position.model.rules.size;
  const which =
    endpoints > 1 && (name === 'apply' || name === 'recheck') ? `${isWide ? 'record ' : ''}${me.endpoint + 1} of ${endpoints}` : '';
  return [which, waiting].filter(words => words !== '').join(', ');
}

const passStep = (position: Position): ActionName => (programOf(position).includes('recheck') ? 'recheck' : 'check');

/** For how many steps of the story it has done nothing. */
function waitOf({path}: Position, index: number): number {
  const last = path.findLastIndex(({enactor}) => enactor === index);
  return path.length - 1 - last;
}

/** Words before colour: DEAD, BLOCKED, STALE. What an enactor believes stands beside what is, as soon as they differ. */
function noteOf(position: Position, me: Enactor, index: number, columns: number): Span {
  const {model, state} = position;
  const isWide = columns >= wordy;
  if (me.pc === at.dead) return span('DEAD', 'major');
  if (state.off) return span('switched off', 'partial');
  if (me.pc === at.apply && writeOf(model.rules, state, me) === 'blocked') return span('BLOCKED: record is EMPTY', 'major');
  const against = staleAgainst(model.rules, state, me);
  if (against === null) return span('');
  const isOne = state.dns.length === 1;
  const record = isOne ? 'DNS' : `record ${against.endpoint + 1}`;
  const believed = position.passes[index]?.saw;
  if (isWide) return span(`PASS IS STALE: believes ${record} has ${believed}, it has ${against.plan}`, 'major');
  return span(isOne ? `PASS IS STALE: DNS has ${against.plan}` : `PASS IS STALE (${record})`, 'major');
}

/** An enactor as a row, where there are many of them. */
export function rowsOf(position: Position, width: number, height: number): readonly Line[] {
  const {enactors: all} = position.state;
  const isCut = all.length > height;
  const shown = isCut ? all.slice(0, height - 1) : all;
  const lines = shown.map((me, index): Line => {
    const program = programOf(position);
    const name = program[placeOf(position, me)] ?? '';
    const passName = passStep(position);
    const beside = besideStep(position, me, index, name as ActionName, true, columnLeast);
    return [
      span(cell(` ${enactorName(index)}`, 5), 'bold'),
      span(cell(me.plan === 0 ? '' : `plan ${me.plan}`, 8), 'bold'),
      span(cell(name === '' ? '' : `> ${name} ${beside}`, 22), me.pc === at.idle ? 'dim' : 'accent'),
      span(cell(besideStep(position, me, index, passName, false, columnLeast), 17), 'dim'),
      span(position.state.lease === index + 1 ? 'LEASE ' : '', 'accent'),
      noteOf(position, me, index, Math.max(0, width - 60)),
    ];
  });
  return isCut ? [...lines, [span(` ${all.length - shown.length} more: a taller window shows them`, 'dim')]] : lines;
}
