import type {Quote} from '../drill/report/aar-schema.js';

/** A piece of a line: plain words of the program or the scenario, a person's own words, evidence, or something typed as it stands. */
export type Inline = string | Quote | {readonly evidence: readonly string[]} | {readonly code: string};
export type Cell = readonly Inline[];
export type Table = {readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[]};
export const chartNames = ['impact', 'lanes', 'strip', 'seen', 'beliefs', 'decisions', 'words', 'guards', 'objectives'] as const;
export type ChartName = (typeof chartNames)[number];

/** A report as a page, before it is Markdown or HTML. */
export type Block =
  | {readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string}
  | {readonly kind: 'text'; readonly parts: Cell}
  | {readonly kind: 'list'; readonly items: readonly Cell[]}
  | ({readonly kind: 'table'; readonly caption: string; readonly hasIds?: boolean} & Table)
  /** A picture, with the same as a table. */
  | ({readonly kind: 'chart'; readonly chart: ChartName; readonly title: string; readonly caption: string} & Table);

export const heading = (level: 1 | 2 | 3, text: string): Block => ({kind: 'heading', level, text});
export const text = (...parts: readonly Inline[]): Block => ({kind: 'text', parts});
export const list = (items: readonly Cell[], none: string): Block => (items.length === 0 ? text(none) : {kind: 'list', items});
export const table = (caption: string, head: readonly string[], rows: readonly (readonly Cell[])[], none: string): Block =>
  rows.length === 0 ? text(none) : {kind: 'table', caption, head, rows};

/** So many ids of evidence are named on a page; the JSON has them all. */
export const mostEvidence = 8;
