import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {type Block, type Cell, type ChartName, type Inline, mostEvidence, type Table} from './aar-blocks.js';
import {documentOf} from './aar-document.js';
import {stylesheet} from './aar-style.js';
import {escapedHtml} from './svg.js';
import {beliefsPicture, impactPicture} from './svg-lines.js';
import {decisionsPicture, guardsPicture, lanesPicture, objectivesPicture, seenPicture, wordsPicture} from './svg-rows.js';
import {stripPicture} from './svg-strip.js';

const pictures: Readonly<Record<ChartName, (report: AfterActionReport) => string>> = {
  impact: impactPicture,
  lanes: lanesPicture,
  strip: stripPicture,
  seen: seenPicture,
  beliefs: beliefsPicture,
  decisions: decisionsPicture,
  words: wordsPicture,
  guards: guardsPicture,
  objectives: objectivesPicture,
};

/** A report as one HTML page that asks nothing of any network: its style and pictures are inside, and it runs no script. */
export function aarHtml(report: AfterActionReport): string {
  const blocks = documentOf(report);
  const known = new Set([...report.timeline, ...report.improvements].map(({id}) => id));
  const sections = blocks.flatMap(block => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));
  return [
    `<!-- ${escapedHtml(report.mark)} -->`,
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<link rel="icon" href="data:,">',
    `<title>EXERCISE – After-action report: ${escapedHtml(report.exercise.codeName)}</title>`,
    `<style>${stylesheet}</style>`,
    '</head>',
    '<body>',
    `<p class="exercise" role="note">${escapedHtml(report.mark)}</p>`,
    '<main>',
    ...blocks.slice(0, 2).map(block => blockHtml(block, report, known)),
    `<nav aria-label="Sections"><ol>${sections.map(section => `<li><a href="#${anchorOf(section)}">${escapedHtml(section)}</a></li>`).join('')}</ol></nav>`,
    ...blocks.slice(2).map(block => blockHtml(block, report, known)),
    '</main>',
    `<p class="exercise">${escapedHtml(report.mark)}</p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const anchorOf = (text: string): string => `s-${text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

function blockHtml(block: Block, report: AfterActionReport, known: ReadonlySet<string>): string {
  const cell = (parts: Cell): string => parts.map(part => inlineHtml(part, known)).join('');
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${anchorOf(block.text)}">${escapedHtml(block.text)}</h${block.level}>`;
    case 'text':
      return `<p>${cell(block.parts)}</p>`;
    case 'list':
      return `<ul>${block.items.map(item => `<li>${cell(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block, cell, block.caption, block.hasIds === true);
    case 'chart':
      return [
        '<figure>',
        `<figcaption><strong>${escapedHtml(block.title)}</strong> <span>${escapedHtml(block.caption)}</span></figcaption>`,
        `<div class="scroll">${pictures[block.chart](report)}</div>`,
        `<details><summary>The same as a table</summary>${tableHtml(block, cell, block.title, false)}</details>`,
        '</figure>',
      ].join('');
    default:
      return block satisfies never;
  }
}

function tableHtml({head, rows}: Table, cell: (parts: Cell) => string, caption: string, hasIds: boolean): string {
  const heads = head.map(name => `<th scope="col">${escapedHtml(name)}</th>`).join('');
  const body = rows.map(cells => {
    const last = cells.at(-1)?.[0];
    const id = hasIds && typeof last === 'object' && 'code' in last ? ` id="e-${escapedHtml(last.code)}"` : '';
    return `<tr${id}>${cells.map((parts, index) => `<td data-head="${escapedHtml(head[index] ?? '')}">${cell(parts)}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll"><table><caption>${escapedHtml(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function inlineHtml(part: Inline, known: ReadonlySet<string>): string {
  if (typeof part === 'string') return escapedHtml(part);
  if ('said' in part) return `<q>${escapedHtml(part.said.trim())}</q>`;
  if ('code' in part) return `<code>${escapedHtml(part.code)}</code>`;
  const shown = part.evidence.slice(0, mostEvidence).map(id => {
    const name = escapedHtml(id);
    return known.has(id) ? `<a class="evidence" href="#e-${name}">${name}</a>` : `<span class="evidence">${name}</span>`;
  });
  const more = part.evidence.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(' ');
}
