import {printable, width as textWidth, wrap} from '../format/text.js';
import {cell, type Line, lineWidth, rule, type Span, span, spread} from './line.js';
import type {PanelView} from './panel.js';
import type {Does, Field, OpenSheet, Row, Sheet, Values} from './program.js';
import {heading, prose, proseAfter} from './prose.js';

export type {Field, Missing, OpenSheet, Row, Sheet, Values} from './program.js';

// biome-ignore lint/suspicious/noExplicitAny: as above
export const openedSheet = (sheet: Sheet<any, any>): OpenSheet => ({sheet, text: '', index: 0, scroll: 0, typed: {}, error: ''});

/** Whether letters are text in it. */
export const isTypedInto = ({sheet}: OpenSheet): boolean =>
  sheet.kind === 'form' || sheet.kind === 'prompt' || (sheet.kind === 'list' && sheet.isSearched === true);

/** Where the keys are in it, for the table of its keys. */
export const sheetPlace = ({sheet}: OpenSheet): string =>
  sheet.kind === 'list' ? (sheet.isSearched ? 'sheet-search' : 'sheet-list') : `sheet-${sheet.kind}`;

export const sheetPlaces = ['sheet-read', 'sheet-list', 'sheet-search', 'sheet-form', 'sheet-prompt', 'sheet-confirm'] as const;

// biome-ignore lint/suspicious/noExplicitAny: as above
type Any = any;

export const rowsOf = ({sheet, text}: OpenSheet, view: Any): readonly Row[] => (sheet.kind === 'list' ? sheet.rows(view, text) : []);
export const chosenIndex = (open: OpenSheet, count: number): number => Math.max(0, Math.min(open.index, count - 1));

export const fieldsOf = ({sheet}: OpenSheet, view: Any): readonly (readonly [string, Field])[] =>
  sheet.kind === 'form' ? Object.entries<Field>(sheet.fields(view)) : [];

const heldIn = ({choices, suggestion = ''}: Field, typed: string): string => {
  const text = typed.trim();
  if (choices !== undefined) return choices.find(({id}) => id === text)?.id ?? choices[0]?.id ?? '';
  return text === '' ? suggestion : text;
};

export const valuesOf = (open: OpenSheet, view: Any): Values =>
  Object.fromEntries(fieldsOf(open, view).map(([name, field]) => [name, heldIn(field, open.typed[name] ?? '')]));

const labelColumns = 12;

/** The fields, the one with the cursor marked; where nothing is typed, what it will be taken for. One entry a field. */
export function fieldLines(open: OpenSheet, view: Any, width: number): readonly (readonly Line[])[] {
  const values = valuesOf(open, view);
  return fieldsOf(open, view).map(([name, {label, asks, choices}], index): readonly Line[] => {
    const isHere = index === open.index;
    const typed = open.typed[name] ?? '';
    const value = values[name] ?? '';
    const shown = choices?.find(({id}) => id === value)?.title ?? value;
    const before: Line = [span(`${isHere ? ' › ' : '   '}${cell(label, labelColumns)}`, isHere ? 'selected' : 'dim')];
    if (choices !== undefined) return [[...before, span(`‹ ${printable(shown)} ›`, isHere ? 'bold' : undefined), span(`  ${asks}`, 'dim')]];
    const room = Math.max(10, width - lineWidth(before) - 3);
    const lines = wrap(printable(typed === '' ? shown : typed), room).map(
      (line): Line => [span(line, typed === '' ? 'dim' : isHere ? 'bold' : undefined)],
    );
    const last = lines.length - 1;
    return lines.map((line, row) => [
      ...(row === 0 ? before : [span(' '.repeat(labelColumns + 3))]),
      ...line,
      ...(row === last && isHere
        ? [span('▏', 'accent'), span(typed === '' && lineWidth(line) + asks.length + 4 < room ? `  ${asks}` : '', 'dim')]
        : []),
    ]);
  });
}

const errorLines = ({error}: OpenSheet, width: number): readonly Line[] =>
  error === '' ? [] : proseAfter([span(' ✖ ', 'major')], error, width, 3, 'major');

/** The lines of a sheet, and which row or field each belongs to (-1: none). */
type Content = {readonly fixed: readonly Line[]; readonly lines: readonly Line[]; readonly owners: readonly number[]};

function contentOf(open: OpenSheet, view: Any, width: number): Content {
  const {sheet} = open;
  const above = sheet.above?.(view, width) ?? [];
  const plain = (lines: readonly Line[]): Content => ({fixed: [], lines, owners: lines.map(() => -1)});
  if (sheet.kind === 'read') return plain([...above, ...sheet.lines(view, width)]);
  if (sheet.kind === 'confirm') return plain([...above, ...prose(sheet.question, width, 'bold')]);
  if (sheet.kind === 'prompt') return plain(above);
  if (sheet.kind === 'list') return listContent(open, view, width, above);
  const fields = fieldLines(open, view, width);
  const isLast = open.index === fields.length - 1;
  const lines = [
    ...above,
    ...fields.flat(),
    ...errorLines(open, width),
    ...(sheet.below?.(view, valuesOf(open, view), isLast, width) ?? []),
  ];
  const owners = [...above.map(() => -1), ...fields.flatMap((field, index) => field.map(() => index))];
  return {fixed: [], lines, owners: lines.map((_, row) => owners[row] ?? -1)};
}

function listContent(open: OpenSheet, view: Any, width: number, above: readonly Line[]): Content {
  const rows = rowsOf(open, view);
  const chosen = chosenIndex(open, rows.length);
  const {sheet} = open;
  const isSearched = sheet.kind === 'list' && sheet.isSearched === true;
  const typed: Line = [span(' : ', 'accent'), span(printable(open.text), 'bold'), span('▏', 'accent')];
  const lines: Line[] = [];
  const owners: number[] = [];
  let group = '';
  for (const [index, row] of rows.entries()) {
    if ((row.group ?? '') !== group) {
      group = row.group ?? '';
      lines.push(heading(printable(group)));
      owners.push(-1);
    }
    lines.push(row.line?.(index === chosen, width) ?? rowLine(row, index, index === chosen, isSearched, width));
    owners.push(index);
  }
  const about = sheet.kind === 'list' ? (sheet.about?.(view, rows[chosen], width) ?? []) : [];
  const empty = rows.length === 0 && sheet.kind === 'list' ? [[span(` ${sheet.empty ?? 'There is nothing here.'}`, 'dim')]] : [];
  return {fixed: [...(isSearched ? [typed] : []), ...above, ...about, ...empty], lines, owners};
}

function rowLine({words, beside = '', not}: Row, index: number, isHere: boolean, isSearched: boolean, width: number): Line {
  const number = isSearched ? '' : `${index < 9 ? String(index + 1) : ' '} `;
  const left: Span = span(`${isHere ? ' ›' : '  '}${number}`, 'key');
  const role = isHere ? 'selected' : (not ?? null) === null ? undefined : 'dim';
  const most = Math.max(12, width - textWidth(printable(words)) - 7);
  const right = cell(printable(beside), Math.min(textWidth(printable(beside)), most)).trimEnd();
  return spread([left, span(printable(words), role)], [span(`  ${right} `, 'dim')], width);
}

/** The first row in sight, so that the cursor always is. */
const firstInSight = (at: number, count: number, height: number): number =>
  Math.max(0, Math.min(at - Math.floor(height / 2), count - height));

/** From where the lines are shown: a list follows its cursor, a text is scrolled. */
function firstLine(open: OpenSheet, {fixed, lines, owners}: Content, height: number): number {
  const room = Math.max(0, height - fixed.length);
  if (open.sheet.kind !== 'list') return Math.max(0, Math.min(open.scroll, lines.length - room));
  const chosen = owners.indexOf(Math.min(open.index, Math.max(...owners, 0)));
  return firstInSight(Math.max(0, chosen), lines.length, room);
}

const closers = {read: 'esc closes', list: 'esc closes', form: 'enter goes on · esc closes', prompt: '', confirm: 'y yes · n no'} as const;

/** The panel that shows a sheet; its title says how many lines are below. A click on a row takes the cursor there, on the chosen row it takes it. */
export function sheetPanel(open: OpenSheet, choose: (index: number) => Does<Any>): PanelView<Any, Any> {
  const {sheet} = open;
  return {
    ...(sheet.kind === 'read' ? {scrolls: true as const} : {}),
    title(view, width, height) {
      const content = contentOf(open, view, width);
      const {fixed, lines} = content;
      const room = Math.max(0, height - 1 - fixed.length);
      const below = sheet.kind === 'confirm' || sheet.kind === 'form' ? 0 : lines.length - firstLine(open, content, height - 1) - room;
      const rest = sheet.rest ?? closers[sheet.kind];
      const more = below > 0 ? (sheet.kind === 'read' ? `${below} more: ↓` : `${below} more: ↓ · ${rest}`) : rest;
      return rule(width, [
        {at: 1, span: span(sheet.title(view), 'selected')},
        ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
      ]);
    },
    need(view, width) {
      const {fixed, lines} = contentOf(open, view, width);
      return fixed.length + lines.length;
    },
    lines(view, width, height) {
      const content = contentOf(open, view, width);
      const first = firstLine(open, content, height);
      return [...content.fixed, ...content.lines.slice(first, first + Math.max(0, height - content.fixed.length))];
    },
    click(view, width, height, row) {
      const content = contentOf(open, view, width);
      const owner = row < content.fixed.length ? -1 : (content.owners[firstLine(open, content, height) + row - content.fixed.length] ?? -1);
      return owner < 0 ? undefined : choose(owner);
    },
  };
}

/** What a prompt needs besides a text that is longer than its room. */
const besidePrompt = 50;

/** A prompt as the bottom line shows it: its label, what is typed, and what it takes or why that is not it. */
export function promptLine({sheet, text, error}: OpenSheet, view: Any, columns: number): Line {
  const hint = sheet.kind === 'prompt' ? sheet.hint : '';
  const more: Span = error === '' ? span(`   ${hint}`, 'dim') : span(`   ${printable(error)}`, 'major');
  // The end of a long text is what one looks at.
  const room = Math.max(12, columns - besidePrompt);
  const shown = text.length > room ? `…${text.slice(1 - room)}` : text;
  return [span(` ${sheet.title(view)} `, 'accent'), span(printable(shown), 'bold'), span('▏', 'accent'), more];
}
