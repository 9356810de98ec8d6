import type {AfterActionReport, Finding} from '../drill/report/aar-schema.js';
import {printable, wrap} from '../format/text.js';
import {beliefLines, impactLines, stripLines, type TerminalSize, wordLines} from './aar-terminal.js';

/** A report as a page of a terminal: own words first, then findings, then the charts as lines. The first word is EXERCISE; no colour, no escape. */
export function aarPage(report: AfterActionReport, columns: number): string {
  const {mark, exercise, run, story, onePage, charts} = report;
  const width = Math.max(40, Math.min(columns, 120));
  const size: TerminalSize = {columns: width, rows: 14};
  const clock = run.startEx.clock;
  const said = story.scenes.flatMap(({spoken, quote}) => (quote === null ? [] : [`${spoken} “${quote.said.trim()}”`]));
  const surprise = onePage.surprise === null ? [] : [`A surprise: “${onePage.surprise.said.trim()}”`];
  return [
    ...wrapped(mark, width),
    ...wrapped(['After-action report', exercise.codeName, run.team, run.date].filter(part => part !== null).join(' – '), width),
    ...wrapped(run.conditions, width),
    ...part('What it looked like to us', items([...said, ...surprise], 'Nothing was written down.', width)),
    ...part('Strengths', items(onePage.strengths.map(findingText), 'No figure or rating stood out.', width)),
    ...part('Areas to look at', items(onePage.areas.map(findingText), 'No figure or rating stood out.', width)),
    ...part('Improvements', items(onePage.improvements.map(improvementText), 'None yet: one needs an owner and a date.', width)),
    ...part('Impact over time', impactLines(charts, clock, size)),
    ...part('What the readings did', stripLines(charts, clock, size)),
    ...part('Beliefs over time', beliefLines(charts, clock, size)),
    ...part('Words to each audience', wordLines(charts, clock, size)),
    '',
    ...wrapped('The whole report, with its evidence: --format markdown, or -o report.html', width),
    '',
  ].join('\n');
}

const part = (title: string, lines: readonly string[]): readonly string[] => ['', title, ...lines];
const wrapped = (text: string, width: number): readonly string[] => wrap(printable(text), width);

const items = (texts: readonly string[], none: string, width: number): readonly string[] =>
  texts.length === 0
    ? wrapped(none, width)
    : texts.flatMap(text => wrapped(text, width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));

const findingText = ({text, quote, evidence}: Finding): string =>
  [
    text,
    ...(quote === null ? [] : [`“${quote.said.trim()}”`]),
    ...(evidence.length === 0 ? [] : [`[${evidence.slice(0, 4).join(', ')}]`]),
  ].join(' ');

const improvementText = ({action, owner, due, id}: AfterActionReport['improvements'][number]): string =>
  `“${action.said}” – “${owner.said}”, due ${due} [${id}]`;
