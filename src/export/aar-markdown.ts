import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {printable} from '../format/text.js';
import {type Block, type Cell, type Inline, mostEvidence} from './aar-blocks.js';
import {documentOf} from './aar-document.js';

/** A report as Markdown: plain words and tables, every chart among them. The first word is EXERCISE. */
export function aarMarkdown(report: AfterActionReport): string {
  return `${frontMatter(report)}\n${documentOf(report).map(blockText).join('\n\n')}\n`;
}

function frontMatter({mark, exercise, run}: AfterActionReport): string {
  const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(printable(value)));
  return [
    mark,
    '',
    '```yaml',
    `handling: ${text(mark)}`,
    'exercise:',
    `  codeName: ${text(exercise.codeName)}`,
    `  scenario: ${text(exercise.scenario)}`,
    `  scenarioHash: ${text(exercise.scenarioHash)}`,
    `  seed: ${exercise.seed}`,
    `  variant: ${text(exercise.variant)}`,
    `  twin: ${text(exercise.twin)}`,
    'run:',
    `  startEx: ${text(run.startEx.iso)}`,
    `  endEx: ${text(run.endEx.iso)}`,
    `  wallMinutes: ${run.wallMinutes}`,
    `  clockPolicy: ${run.clockPolicy}`,
    `  seats: [${run.seats.map(({title}) => text(title)).join(', ')}]`,
    `  hintsOpened: ${run.hintsOpened}`,
    `  rewound: ${run.isPractice}`,
    `  familiar: ${text(`${run.familiar.seats}/${run.familiar.of}`)}`,
    `  agentRun: ${run.isAgentRun}`,
    `  unsealed: ${run.isUnsealed}`,
    'participants: roles only',
    '```',
    '',
  ].join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'text':
      return line(block.parts);
    case 'list':
      return block.items.map(item => `- ${line(item)}`).join('\n');
    case 'table':
      return `**${escaped(block.caption)}**\n\n${tableText(block)}`;
    case 'chart':
      return `**${escaped(block.title)}** (${escaped(block.caption)})\n\n${tableText(block)}`;
    default:
      return block satisfies never;
  }
}

function tableText({head, rows}: {readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[]}): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head.map(escaped)), row(head.map(() => '---')), ...rows.map(cells => row(cells.map(line)))].join('\n');
}

const line = (parts: Cell): string => parts.map(inline).join('').trim();

function inline(part: Inline): string {
  if (typeof part === 'string') return escaped(part);
  if ('said' in part) return `“${escaped(part.said.trim())}”`;
  if ('code' in part) return `\`${printable(part.code).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
  if (part.evidence.length === 0) return '';
  const more = part.evidence.length - mostEvidence;
  return `\\[${part.evidence.slice(0, mostEvidence).map(escaped).join(', ')}${more > 0 ? ` and ${more} more` : ''}\\]`;
}

/** Text that stands for itself: no markup, no table cell, no link, no HTML, one line. */
export const escaped = (text: string): string =>
  printable(text)
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, character => `\\${character}`)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replaceAll(/(https?|ftp|www)(?=[:.])/gi, '$1\\');
