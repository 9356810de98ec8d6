import {printable, wrap} from '../../../format/text.js';
import {cell, type Line, type Role, span} from '../../../screen/line.js';
import {heading} from '../../../screen/prose.js';
import type {Conflict} from '../../../timeline/types.js';
import type {Stage} from '../timeline-index.js';
import type {View} from '../view.js';

/** Columns that a claim needs beside another one, and beside three. */
const leastColumns = {two: 18, four: 26} as const;
const between = ' │ ';

/** Two or four, so that a claim and what is said against it stay side by side. */
function abreastIn(columns: number, claims: number): number {
  const fits = (count: number, least: number) => columns >= count * least + (count - 1) * between.length;
  if (claims > 2 && fits(4, leastColumns.four)) return 4;
  return fits(2, leastColumns.two) ? 2 : 1;
}

/** What sources say instead, side by side: each claim above those who make it. A blank line around them. */
export function claimLines({stage}: View, conflicts: readonly Conflict[], width: number): readonly Line[] {
  if (conflicts.length === 0) return [];
  const abreast = abreastIn(width - 2, conflicts.length);
  const columns = Math.floor((width - 2 - (abreast - 1) * between.length) / abreast);
  const rows = Array.from({length: Math.ceil(conflicts.length / abreast)}, (_, row) =>
    conflicts.slice(row * abreast, (row + 1) * abreast).map(conflict => claimCells(stage, conflict, columns)),
  );
  return [[], heading('Sources disagree'), ...rows.flatMap((row): readonly Line[] => [...beside(row, columns), []])];
}

type Cell = {readonly text: string; readonly role: Role};

function claimCells(stage: Stage, {value, sources}: Conflict, columns: number): readonly Cell[] {
  const by = sources.map(id => stage.sourceById.get(id)?.publisher || stage.sourceById.get(id)?.title || id);
  const said = wrap(printable(value), columns).map((text): Cell => ({text, role: 'degraded'}));
  const sayers = by.length === 0 ? [] : wrap(printable([...new Set(by)].join(', ')), columns).map((text): Cell => ({text, role: 'dim'}));
  return [...said, ...sayers];
}

function beside(claims: readonly (readonly Cell[])[], columns: number): readonly Line[] {
  const height = Math.max(...claims.map(({length}) => length));
  return Array.from(
    {length: height},
    (_, line): Line => [
      span(' '),
      ...claims.flatMap((claim, index) => {
        const {text, role} = claim[line] ?? {text: '', role: 'dim' as const};
        return [...(index === 0 ? [] : [span(between, 'rule')]), span(cell(text, columns), role)];
      }),
    ],
  );
}
