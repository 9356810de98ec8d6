import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {quantity} from '../format/number.js';
import {type Block, type Cell, type ChartName, type Inline, mostEvidence, type Table} from './aar-blocks.js';
import {documentOf} from './aar-document.js';
import {box, escapedHtml, label, mark, picture, rule, scaleOf, short, timeAxis} from './svg.js';
import {beliefsPicture, impactPicture} from './svg-lines.js';
import {decisionsPicture, guardsPicture, lanesPicture, objectivesPicture, seenPicture, wordsPicture} from './svg-rows.js';

const rowHeight = 40;
const head = 34;
const lineHeight = 26;

/** What readings were all along, each on its own scale, over the band that is normal for it; orders cross all of them. */
export function stripPicture({charts: {strip, impact, lanes, endMinute}, run}: AfterActionReport): string {
  const frame = {left: 244, right: 744, top: head, bottom: head + strip.length * rowHeight};
  const x = scaleOf(0, endMinute, frame.left, frame.right);
  const orders = lanes.flatMap(({acts}) => acts.filter(({kind}) => kind === 'order'));
  return picture(frame.bottom + 24, 'What the readings did', [
    box(8, 6, 26, 10, 'team-pale'),
    label(40, 16, 'normal', 'small'),
    mark('square', 122, 12, 'team-fill'),
    label(132, 16, 'an order', 'small'),
    ...timeAxis(frame, endMinute, run.startEx.clock),
    ...orders.flatMap(({minute, id}) => [
      rule(x(minute), frame.top, x(minute), frame.bottom, 'marker'),
      mark('square', x(minute), frame.top - 6, 'team-fill', id),
    ]),
    ...strip.flatMap(({label: name, values, normal, unit, furthest}, row) => {
      const bottom = frame.top + (row + 1) * rowHeight - 6;
      const least = Math.min(...values, normal[0]);
      const most = Math.max(...values, Math.min(normal[1], Math.max(...values) * 2));
      const y = scaleOf(least, Math.max(most, least + 1e-9), bottom, bottom - lineHeight);
      const high = y(Math.min(most, normal[1]));
      const points = values.map((value, index) => `${x(impact.minutes[index] ?? 0)} ${y(value)}`);
      return [
        box(frame.left, high, frame.right - frame.left, Math.max(2, y(Math.max(least, normal[0])) - high), 'team-pale', 'normal'),
        label(236, bottom - 14, short(name, 37), 'small', 'end'),
        label(236, bottom - 1, `furthest ${quantity(furthest, unit)}`, 'small', 'end'),
        `<path d="M${points.join('L')}" class="line hue1"/>`,
      ];
    }),
  ]);
}

const light = `--paper:#fff;--ink:#1d2430;--soft:#5a6473;--line:#d5dae2;--pale:#f3f5f8;--team:#0b62b8;--team-soft:#0b62b833;--history:#a04a00;--best:#17713a;--nothing:#6b6f76;--bad:#b3261e;--mark:#7a2100;--mark-paper:#ffe9d6;--h3:#8a3ea8;--h4:#00727a;--h5:#8a6100`;
const dark = `--paper:#14181f;--ink:#e4e8ee;--soft:#a3adbb;--line:#39424f;--pale:#1d232c;--team:#6db3ff;--team-soft:#6db3ff33;--history:#ffa764;--best:#6fd494;--nothing:#9aa3af;--bad:#ff8a80;--mark:#ffd9b8;--mark-paper:#4a2308;--h3:#d59bf0;--h4:#5fd0d8;--h5:#e0b854`;

/** Light and dark by what the reader's system asks for; wide tables and pictures scroll by themselves; prints in light. */
export const stylesheet = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:0 1rem 3rem}
h1{font-size:1.7rem;line-height:1.2;margin:1.5rem 0 .5rem}
h2{font-size:1.3rem;margin:3rem 0 .5rem;padding-top:.75rem;border-top:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.75rem 0 .25rem}
p,li{max-width:46rem;overflow-wrap:anywhere}
.exercise{margin:0;max-width:none;padding:.5rem 1rem;text-align:center;font-weight:700;background:var(--mark-paper);color:var(--mark)}
nav ol{columns:16rem 2;list-style:none;margin:1rem 0;padding:.75rem 1rem;background:var(--pale);border-radius:.5rem}
a{color:var(--team)}
a.evidence,span.evidence,code{font:.8rem/1.2 ui-monospace,monospace}
q{quotes:"“" "”";font-style:italic;overflow-wrap:anywhere}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.875rem;width:100%;margin:.5rem 0 1rem}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:break-word;min-width:3.5rem}
td q,td a,td code{overflow-wrap:anywhere}
th{background:var(--pale);white-space:nowrap}
tr:target{background:var(--mark-paper);color:var(--mark)}
figure{margin:1.25rem 0;padding:.75rem;border:1px solid var(--line);border-radius:.5rem}
figcaption span{color:var(--soft);font-size:.85rem;display:block}
svg{display:block;width:100%;min-width:40rem;height:auto;margin-top:.5rem}
summary{cursor:pointer;color:var(--soft);font-size:.875rem}
svg text{font:11.5px system-ui,sans-serif;fill:var(--ink)}
svg .small{font-size:10.5px;fill:var(--soft)}
svg .end{font-weight:600}
.axis{stroke:var(--soft)}.grid{stroke:var(--line)}.marker{stroke:var(--soft);stroke-dasharray:2 3}.thread{stroke:var(--soft);stroke-width:1.5}
.line{fill:none;stroke-width:1.8}
.line.team{stroke:var(--team);stroke-width:3}.line.history{stroke:var(--history);stroke-dasharray:7 4}
.line.best{stroke:var(--best);stroke-dasharray:2 3;stroke-width:2.4}.line.nothing{stroke:var(--nothing);stroke-dasharray:9 3 2 3}
.line.dashed{stroke-dasharray:5 4}
.band{fill:var(--team-soft)}
svg .team-text{fill:var(--team)}svg .history-text{fill:var(--history)}svg .best-text{fill:var(--best)}svg .nothing-text{fill:var(--nothing)}
.team-fill{fill:var(--team)}.history-fill{fill:var(--history)}.best-fill{fill:var(--best)}.bad-fill{fill:var(--bad)}.ink-fill{fill:var(--ink)}
.faint-fill{fill:var(--nothing)}.team-pale{fill:var(--team-soft)}.faint-pale{fill:var(--line)}
.bad-open{fill:none;stroke:var(--bad);stroke-width:1.6;stroke-dasharray:5 3}.bad-line{stroke:var(--bad);stroke-width:2;fill:none}.open{fill:var(--paper);stroke:var(--soft);stroke-width:1.4}
svg .on-team{fill:var(--paper);font-weight:700}
.hue0{stroke:var(--team)}.hue1{stroke:var(--history)}.hue2{stroke:var(--best)}.hue3{stroke:var(--h3)}.hue4{stroke:var(--h4)}.hue5{stroke:var(--h5)}
.hue0-fill{fill:var(--team)}.hue1-fill{fill:var(--history)}.hue2-fill{fill:var(--best)}.hue3-fill{fill:var(--h3)}.hue4-fill{fill:var(--h4)}.hue5-fill{fill:var(--h5)}
svg .hue0-text{fill:var(--team)}svg .hue1-text{fill:var(--history)}svg .hue2-text{fill:var(--best)}
svg .hue3-text{fill:var(--h3)}svg .hue4-text{fill:var(--h4)}svg .hue5-text{fill:var(--h5)}
@media (max-width:40rem){body{font-size:15px}h1{font-size:1.35rem}
table{min-width:36rem}}
@media print{:root{${light}}nav{display:none}main{max-width:none}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}
svg,table{min-width:0}details::details-content{content-visibility:visible;block-size:auto}summary{display:none}a{color:inherit;text-decoration:none}}
`;

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
