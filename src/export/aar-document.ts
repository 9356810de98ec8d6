import type {AfterActionReport, Finding, Quote, ReportDecision} from '../drill/report/aar-schema.js';
import {userMinutes} from '../format/number.js';
import {type Block, type Cell, heading, list, table, text} from './aar-blocks.js';
import {chartBlocks, figuresTable} from './aar-figures.js';

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

/** Section 10, in its order: history, the best known plan, how it works, what was public only later, where nobody is sure. */
export function revealSection({reveal}: AfterActionReport): readonly Block[] {
  const {history, record, best, mechanism, publicLater, conflicts, unsure} = reveal;
  const from = (sources: readonly string[]): string => (sources.length === 0 ? '' : `[${sources.join(', ')}]`);
  return [
    heading(2, '10 Reveal'),
    heading(3, 'What was done in history'),
    list(
      history.map(({decision, option}) => [`${decision}: ${option}`]),
      'History is not known to have taken these decisions.',
    ),
    table(
      'From the record (FACT)',
      ['When', 'What', 'Confidence', 'Sources'],
      record.map(({at, text, mark, sources}) => [[at.clock], [text], [mark], [sources.join(', ')]]),
      'The record names no action.',
    ),
    heading(3, 'The best known plan'),
    text(best),
    heading(3, 'How it works'),
    list(
      mechanism.map(({text, mark, sources}) => [`${mark}: ${text} ${from(sources)}`]),
      'The scenario explains nothing.',
    ),
    heading(3, 'What was public only later'),
    list(
      publicLater.map(({text, from: since, mark, sources}) => [
        `${mark}: ${text} Public${since === null ? ' later' : ` from ${since}`}. ${from(sources)}`,
      ]),
      'Nothing.',
    ),
    heading(3, 'Where sources differ'),
    list(
      conflicts.map(({what, values}) => [
        `${what.join('; ')}: ${values.map(({value, sources}) => `${value} ${from(sources)}`).join(' / ')}`,
      ]),
      'They do not.',
    ),
    heading(3, 'Where nobody is sure'),
    list(
      unsure.map(one => [one]),
      'The incident’s file says nothing of it.',
    ),
  ];
}

export function appendixSection({appendix}: AfterActionReport): readonly Block[] {
  const {glossary, assumptions, sources, replay} = appendix;
  return [
    heading(2, 'Appendix'),
    heading(3, 'Glossary'),
    list(
      glossary.map(({term, meaning}) => [`${term}: ${meaning}`]),
      '',
    ),
    heading(3, 'Assumptions of the model'),
    list(
      assumptions.map(one => [one]),
      'None are marked.',
    ),
    heading(3, 'Sources'),
    list(
      sources.map(({id, title, url}): Cell => [`${id}: ${title}`, ...(url === '' ? [] : [' ', {code: url}])]),
      'None.',
    ),
    heading(3, 'See it again'),
    replay === null ? text('From its journal, with the replay command.') : text({code: replay}),
  ];
}

/** The sections of a report, in their order: the team's own story stands before what the reveal adds. */
export function documentOf(report: AfterActionReport): readonly Block[] {
  return [
    heading(1, titleOf(report)),
    text(`${report.mark} ${report.run.isOver ? '' : 'The drill has not ended: this is how it stands. '}${report.run.conditions}.`),
    ...onePage(report),
    ...overview(report),
    ...story(report),
    ...timeline(report),
    ...objectives(report),
    ...decisionsSection(report),
    ...profile(report),
    ...communications(report),
    ...well(report),
    ...revealSection(report),
    heading(2, '11 About our own systems'),
    answer(report.ours, 'The team named no parallel.'),
    heading(2, '12 Improvement plan'),
    improvements(report),
    ...hotWash(report),
    ...appendixSection(report),
  ];
}

const titleOf = ({exercise, run}: AfterActionReport): string =>
  ['After-action report', [exercise.codeName, run.team, run.date].filter(part => part !== null).join(' – ')].join(': ');

const answer = (quote: Quote | null, none: string): Block => text(quote ?? none);
export const findingCell = ({text, quote, evidence}: Finding): Cell => [text, ...(quote === null ? [] : [' ', quote]), ' ', {evidence}];

function onePage({onePage}: AfterActionReport): readonly Block[] {
  const {purpose, strengths, areas, surprise, improvements} = onePage;
  return [
    heading(2, '1 One page'),
    text(purpose),
    heading(3, 'Strengths'),
    list(strengths.map(findingCell), 'No figure or rating stood out: the evaluator’s own words are in section 13.'),
    heading(3, 'Areas to look at'),
    list(areas.map(findingCell), 'No figure or rating stood out.'),
    heading(3, 'Improvements'),
    list(
      improvements.map(({action, owner, due, id}) => [action, ' – ', owner, `, due ${due} `, {evidence: [id]}]),
      'None yet: one needs an owner and a date.',
    ),
    heading(3, 'One surprise'),
    answer(surprise, 'Nobody noted one.'),
  ];
}

function overview({overview, exercise, run}: AfterActionReport): readonly Block[] {
  return [
    heading(2, '2 Exercise overview'),
    text(overview.type),
    table(
      'The exercise',
      ['What', 'Which'],
      [
        ['Code name', exercise.codeName],
        ['Scenario', `${exercise.scenario}${exercise.scenarioHash === null ? '' : `, ${exercise.scenarioHash}`}`],
        ['Variant', exercise.variant],
        ['World', `seed ${exercise.seed}${exercise.twin === null ? '' : `; twin: ${exercise.twin}`}`],
        ['Simulated time', `${run.startEx.clock} to ${run.endEx.clock} (${run.endEx.minute} minutes)`],
        ['Wall time', `${run.wallMinutes} minutes`],
        ['Clock policy', `${run.clockPolicy}: ${overview.clockPolicy}`],
        ['Participants, by role', run.seats.map(({title}) => title).join(', ')],
        ['Hints opened', String(run.hintsOpened)],
        ['Knew the incident', `${run.familiar.seats} of ${run.familiar.of}`],
        ['Rewound', run.isPractice ? 'yes: practice, not to be compared' : 'no'],
        ['Played by a program', run.isAgentRun ? 'yes' : 'no'],
        ['Sealed', run.isUnsealed ? 'no: whoever played could have read the scenario' : 'yes'],
      ].map(([what = '', which = '']) => [[what], [which]]),
      '',
    ),
    heading(3, 'Objectives'),
    list(
      overview.objectives.map(({id, title, target}) => [`${id} ${title}${target === '' ? '' : `: ${target}`}`]),
      'The scenario names none.',
    ),
    heading(3, 'How it was not real'),
    list(
      overview.artificialities.map(one => [one]),
      '',
    ),
  ];
}

function story({story}: AfterActionReport): readonly Block[] {
  const locked = story.lockedWallMinute;
  return [
    heading(2, '3 What it looked like to us'),
    text(
      locked === null
        ? 'The team’s own words; not locked yet.'
        : `The team’s own words, locked ${locked} wall minutes after StartEx, before the reveal.`,
    ),
    ...story.scenes.flatMap(({spoken, quote}) => [heading(3, spoken), answer(quote, 'Nothing was written down.')]),
  ];
}

function timeline({timeline}: AfterActionReport): readonly Block[] {
  const rows = timeline.map(({id, at, wallMinute, source, kind, who, what, quote, visibleTo}): readonly Cell[] => [
    [at.clock],
    [wallMinute.toFixed(1)],
    [source === kind ? source : `${source}: ${kind}`],
    [what, ...(quote === null ? [] : [' ', quote])],
    [who],
    [visibleTo],
    [{code: id}],
  ]);
  const head = ['Simulated', 'Wall min', 'Source', 'What', 'Who', 'Visible to', 'Evidence'];
  return [
    heading(2, '4 Timeline'),
    rows.length === 0
      ? text('Nothing happened.')
      : {kind: 'table', caption: 'Everything that happened, in its order', head, rows, hasIds: true},
  ];
}

function objectives(report: AfterActionReport): readonly Block[] {
  return [
    heading(2, '5 Objectives'),
    ...chartBlocks(report, ['objectives']),
    ...report.objectives.flatMap(({id, title, note, strengths, areas}) => [
      heading(3, `${id} ${title}`),
      ...(note === null ? [] : [text('The evaluator: ', note)]),
      ...(strengths.length === 0 ? [] : [text('Strengths'), list(strengths.map(findingCell), '')]),
      ...(areas.length === 0 ? [] : [text('Areas to look at'), list(areas.map(findingCell), '')]),
      ...(note === null && strengths.length + areas.length === 0 ? [text('No observation names it.')] : []),
    ]),
  ];
}

function profile(report: AfterActionReport): readonly Block[] {
  const {dimensions, episodes} = report.profile;
  return [
    heading(2, '7 Profile'),
    text('Seven dimensions side by side. They are never added up: look at one at a time, beside its anchors.'),
    ...chartBlocks(report, ['impact', 'lanes', 'strip', 'seen', 'beliefs', 'guards']),
    ...dimensions.flatMap(({id, title, note, figures}) => [
      heading(3, `${id} ${title}`),
      ...(note === '' ? [] : [text(note)]),
      figuresTable(`${id} ${title}`, figures, report.run.conditions),
    ]),
    heading(3, 'Times'),
    text('Per episode, from its own start. What the script decides is marked: not the team’s.'),
    ...episodes.map(({title, starts, times}) =>
      starts === null ? text(`${title}: it did not begin.`) : figuresTable(`${title}, from ${starts.clock}`, times, report.run.conditions),
    ),
  ];
}

function communications(report: AfterActionReport): readonly Block[] {
  const words = (isSo: boolean | null): string => (isSo === null ? 'not due' : isSo ? 'kept' : 'not kept');
  return [
    heading(2, '8 Communications'),
    ...chartBlocks(report, ['words']),
    ...report.communications.flatMap(({audience, posts}) => [
      heading(3, audience),
      table(
        audience,
        ['Simulated', 'By', 'Words', 'Valid', 'Promise', 'Claims', 'Evidence'],
        posts.map(({at, by, quote, isValid, isRepeat, promisesAnEnd, isKept, claims, evidence}) => [
          [at.clock],
          [by],
          [quote],
          [promisesAnEnd ? 'no: it promises an end' : isRepeat ? 'a repeat' : isValid ? 'yes' : 'no'],
          [words(isKept)],
          [claims.map(({says, isTrue, isSeen}) => `${isTrue ? (isSeen ? 'so, and seen' : 'so, not seen') : 'not so'}: ${says}`).join('; ')],
          [{evidence: [evidence]}],
        ]),
        'Nothing was said.',
      ),
    ]),
  ];
}

const well = ({well}: AfterActionReport): readonly Block[] => [
  heading(2, '9 What made it go as well as it did'),
  answer(well.well, 'Nobody noted it.'),
  heading(3, 'Where we were lucky'),
  answer(well.lucky, 'Nobody noted it.'),
  heading(3, 'What was hard that looked easy'),
  answer(well.hard, 'Nobody noted it.'),
];

function improvements({improvements}: AfterActionReport): Block {
  const rows = improvements.map(({id, area, action, owner, due, check, status}, index): readonly Cell[] => [
    [String(index + 1)],
    [area],
    [action],
    [owner],
    [due],
    [check],
    [status],
    [{code: id}],
  ]);
  const head = ['#', 'Area', 'Corrective action', 'Owner', 'Due', 'Check of success', 'Status', 'Evidence'];
  return rows.length === 0
    ? text('None yet: one needs an owner and a date.')
    : {kind: 'table', caption: 'Improvement plan', head, rows, hasIds: true};
}

const hotWash = ({hotWash}: AfterActionReport): readonly Block[] => [
  heading(2, '13 Hot-wash notes'),
  answer(hotWash.notes, 'No notes were kept.'),
  list(
    hotWash.questions.map(({question, quote}) => [question, ...(quote === null ? [] : [' ', quote])]),
    'The scenario asks no questions.',
  ),
  heading(3, 'What was observed'),
  list(
    hotWash.observations.map(({at, quote, objective, evidence}) => [`${at.clock} ${objective ?? ''} `, quote, ' ', {evidence: [evidence]}]),
    'No observation was noted.',
  ),
];
