import type {AfterActionReport, ReportDecision} from '../drill/report/aar-schema.js';
import {userMinutes} from '../format/number.js';
import {type Block, heading, list, table, text} from './aar-blocks.js';
import {chartBlocks} from './aar-figures.js';

const basisWords = {H: 'history', M: 'follows from the mechanism', A: 'an assumption'} as const;

/** Section 6: decisions are judged on what was known then, and an outcome has luck in it. */
export function decisionsSection(report: AfterActionReport): readonly Block[] {
  const {note, decisions} = report.decisions;
  return [
    heading(2, '6 Decisions'),
    text(note),
    ...chartBlocks(report, ['decisions']),
    ...(decisions.length === 0 ? [text('No decision opened.')] : decisions.flatMap(told)),
  ];
}

function told(decision: ReportDecision): readonly Block[] {
  const {id, title, seen, opened, chosen, known, followed, options, experts, hints, evidence} = decision;
  const ranking = chosen === null || chosen.ranking.length === 0 ? '' : ` Ranked: ${chosen.ranking.join(', ')}.`;
  return [
    heading(3, `${id} ${title}`),
    text(`Opened at ${opened.clock}. What could be known then: ${seen}`),
    chosen === null
      ? text('Not decided by EndEx.')
      : text(
          `${chosen.by} chose option ${chosen.option} at ${chosen.at.clock}, after ${chosen.talkMinutes} wall minutes.${ranking} Why: `,
          chosen.reason,
          ' ',
          {evidence},
        ),
    ...(hints === 0 ? [] : [text(`Hints opened: ${hints}.`)]),
    table(
      `Options of ${id}`,
      ['Option', 'What it is', 'What follows (after the reveal)', 'Basis', 'Lost by users, simulated', 'Remarks'],
      options.map(option => [
        [option.id],
        [option.text],
        [option.effect],
        [basisWords[option.basis]],
        [option.lost === null ? 'the model cannot tell' : userMinutes(option.lost)],
        [remarks(option)],
      ]),
      '',
    ),
    ...(known.length === 0
      ? []
      : [
          text('What was told or looked at before'),
          list(
            known.map(({evidence, text}) => [text, ' ', {evidence: [evidence]}]),
            '',
          ),
        ]),
    ...(followed.length === 0
      ? []
      : [
          text('What followed'),
          list(
            followed.map(({evidence, text}) => [text, ' ', {evidence: [evidence]}]),
            '',
          ),
        ]),
    ...experts.map(({who, ranking, reason}) => text(`${who} ranked ${ranking.join(', ')}: ${reason}`)),
  ];
}

const remarks = ({isChosen, isHistory, isDefensible}: ReportDecision['options'][number]): string =>
  [isChosen ? 'chosen' : '', isHistory ? 'history’s' : '', isDefensible === true ? 'defensible' : '']
    .filter(word => word !== '')
    .join(', ');
