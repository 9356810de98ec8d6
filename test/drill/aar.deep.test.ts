import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {beginning, step} from '../../src/drill/play/session.js';
import {reportOf} from '../../src/drill/report/aar.js';
import {unwantedIn} from '../../src/drill/report/aar-lint.js';
import {type AfterActionReport, afterActionReportSchema} from '../../src/drill/report/aar-schema.js';
import type {Effort} from '../../src/drill/report/ensemble.js';
import type {DrillState} from '../../src/drill/scenario/state.js';
import {aarHtml} from '../../src/export/aar-html.js';
import {aarJson, parseAar} from '../../src/export/aar-json.js';
import {aarMarkdown} from '../../src/export/aar-markdown.js';
import {aarPage} from '../../src/export/aar-page.js';
import {beliefLines, impactLines, wordLines} from '../../src/export/aar-terminal.js';
import {width} from '../../src/format/text.js';
import {minuteMs, setUpSmall} from '../helpers/drill.js';
import {reportOfFlagship} from '../helpers/drill-report.js';
import {runs} from '../helpers/runs.js';

const flagshipReport = reportOfFlagship({}, {team: 'Team Red', date: '2026-03-01', replay: 'incident-replay drill replay x.jsonl'});
const html = aarHtml(flagshipReport);
const markdown = aarMarkdown(flagshipReport);
const headings = markdown.split('\n').filter(line => line.startsWith('## '));

describe('the report', () => {
  it('has the sections of its outline, in their order', () => {
    expect(headings).toEqual(
      [
        '## 1 One page',
        '## 2 Exercise overview',
        '## 3 What it looked like to us',
        '## 4 Timeline',
        '## 5 Objectives',
        '## 6 Decisions',
        '## 7 Profile',
        '## 8 Communications',
        '## 9 What made it go as well as it did',
        '## 10 Reveal',
        '## 11 About our own systems',
        '## 12 Improvement plan',
        '## 13 Hot\\-wash notes',
        '## Appendix',
      ].map(heading => heading.replace('\\-', '-')),
    );
  });

  it('an improvement stands in it with its owner and its date', () => {
    expect(flagshipReport.improvements).toMatchObject([{owner: {said: 'compute'}, due: '2026-12-01', status: 'open'}]);
  });

  it('has at most three strengths, areas and improvements on its first page', () => {
    const {strengths, areas, improvements} = flagshipReport.onePage;
    expect(Math.max(strengths.length, areas.length, improvements.length)).toBeLessThanOrEqual(3);
    expect(strengths.length).toBeGreaterThan(0);
  });

  it('tells of each decision what was known then, what was chosen and why, and what followed', () => {
    const decision = flagshipReport.decisions.decisions.find(({id}) => id === 'DP-05');
    expect(decision?.known.length).toBeGreaterThan(0);
    expect(decision?.chosen).toMatchObject({by: 'Incident commander', reason: {said: expect.stringContaining('as far as we see')}});
    expect(decision?.followed.some(({text}) => text.includes('Ordered'))).toBe(true);
    const decidedAt = decision?.chosen?.at.minute ?? 0;
    const rows = new Map(flagshipReport.timeline.map(({id, at}) => [id, at.minute]));
    expect(decision?.known.every(({evidence}) => (rows.get(evidence) ?? Number.POSITIVE_INFINITY) <= decidedAt)).toBe(true);
  });

  it('every finding names its evidence', () => {
    const {strengths, areas} = flagshipReport.onePage;
    for (const {text, evidence} of [...strengths, ...areas]) expect(evidence, text).not.toEqual([]);
    for (const {id} of flagshipReport.improvements) expect(html).toContain(`id="e-${id}"`);
  });

  it('says once where sources differ, with everything that it is about', () => {
    const {conflicts} = flagshipReport.reveal;
    expect(new Set(conflicts.map(({values}) => JSON.stringify(values))).size).toBe(conflicts.length);
    expect(conflicts.some(({what}) => what.length > 1)).toBe(true);
  });

  it('draws what readings did, and tells it as a table', () => {
    const {strip, impact} = flagshipReport.charts;
    expect(strip.length).toBeGreaterThan(3);
    for (const {values, normal, furthest, outFrom} of strip) {
      expect(values.length).toBe(impact.minutes.length);
      expect(furthest < normal[0] || furthest > normal[1]).toBe(true);
      expect(outFrom).toBeGreaterThanOrEqual(0);
    }
    expect(html).toContain('aria-label="What the readings did"');
    for (const {label} of strip) expect(markdown).toContain(`| ${label} |`);
  });

  it('leaves out columns that say nothing', () => {
    expect(markdown).not.toContain('There was nothing to measure.\n\nThere was nothing to measure.');
    const care = markdown.slice(markdown.indexOf('**M4 Care'));
    expect(care.split('\n')[2]).not.toContain('Doing nothing');
  });

  it('as a page of a terminal it is no wider than it, and begins with EXERCISE', () => {
    for (const columns of [80, 120]) {
      const page = aarPage(flagshipReport, columns);
      expect(page).toMatch(/^EXERCISE/);
      expect(Math.max(...page.split('\n').map(width))).toBeLessThanOrEqual(columns);
      for (const title of ['What it looked like to us', 'Strengths', 'Impact over time', 'What the readings did'])
        expect(page).toContain(`\n${title}\n`);
    }
  });

  it('every id of evidence is a row of its timeline', () => {
    const known = new Set(flagshipReport.timeline.map(({id}) => id));
    const improvements = new Set(flagshipReport.improvements.map(({id}) => id));
    expect(evidenceOf(flagshipReport).filter(id => !known.has(id) && !improvements.has(id))).toEqual([]);
  });

  it('is what its schema says, in and out of JSON', () => {
    expect(parseAar(aarJson(flagshipReport))).toEqual(flagshipReport);
    expect(afterActionReportSchema.safeParse({...flagshipReport, total: 7}).success).toBe(false);
  });
});

function evidenceOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(evidenceOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'evidence' ? (Array.isArray(inner) ? (inner as string[]) : [String(inner)]) : evidenceOf(inner),
  );
}

it('the team’s own story stands before history, the best known plan and the mechanism', () => {
  const places = [
    'We thought of the network first',
    'What was done in history',
    'The best known plan\n',
    'How it works',
    'public only later',
  ].map(words => markdown.indexOf(words));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places.every(place => place > 0)).toBe(true);
  const {lockedWallMinute} = flagshipReport.story;
  expect(lockedWallMinute).toBeGreaterThan(0);
});

describe('what a figure stands under', () => {
  it.each(['clock policy hold', 'familiar 0/8', '0 hints opened', 'unsealed'])(
    'says "%s" on every table of figures and every chart',
    words => {
      const captions = [...html.matchAll(/<(?:caption|figcaption)>(.*?)<\/(?:caption|figcaption)>/g)].map(([, caption = '']) => caption);
      const figures = captions.filter(caption => /^M[1-7] |, from |<strong>/.test(caption));
      expect(figures.length).toBeGreaterThan(10);
      expect(figures.filter(caption => !caption.includes(words))).toEqual([]);
    },
  );

  it('hints, practice, a program and who knew the incident are said', () => {
    const inputs: readonly Input[] = [
      {type: 'recognise', seat: 'dns'},
      {type: 'mark', as: 'agent'},
      {type: 'mark', as: 'practice'},
      {type: 'start-ex'},
      {type: 'advance', byMs: 30 * minuteMs},
      {type: 'give-hint', decision: 'DP-04'},
      {type: 'end-ex'},
    ];
    const {run} = smallReport(inputs);
    expect(run.conditions).toBe(
      'clock policy tax · team · 1 hint opened · familiar 1/3 · practice: it was rewound · played by a program · unsealed',
    );
  });

  it('roles, no names', () => {
    expect(flagshipReport.run.seats.map(({title}) => title)).toContain('Incident commander');
    expect(flagshipReport.timeline.filter(({source}) => source === 'team').every(({who}) => /^[A-Z][a-z]+(?:,? [a-z]+)*$/.test(who))).toBe(
      true,
    );
  });
});

describe('sources and doubt', () => {
  it('both times stand there where sources differ', () => {
    const conflicts = flagshipReport.reveal.conflicts.flatMap(({values}) => values.map(({value}) => value)).join(' / ');
    for (const time of ['00:26', '00:38', '09:36', '09:38', '14:20', '15:01']) expect(conflicts).toContain(time);
  });

  it('every fact has its mark and its sources', () => {
    const {publicLater, mechanism} = flagshipReport.reveal;
    expect(publicLater.length).toBeGreaterThan(10);
    expect([...publicLater, ...mechanism].every(({mark, sources}) => 'HMA'.includes(mark) && Array.isArray(sources))).toBe(true);
    expect(markdown).toContain('## Appendix');
    expect(flagshipReport.reveal.unsure.length).toBeGreaterThan(0);
  });
});

it('every export begins with EXERCISE', () => {
  expect(markdown.startsWith('EXERCISE')).toBe(true);
  expect(html.startsWith('<!-- EXERCISE')).toBe(true);
  expect(html).toContain('<title>EXERCISE');
  expect(Object.keys(JSON.parse(aarJson(flagshipReport)) as object)[0]).toBe('mark');
  expect(flagshipReport.mark.startsWith('EXERCISE')).toBe(true);
});

it('no word that judges people stands in it, but in quotes', () => {
  expect(unwantedIn(flagshipReport)).toEqual([]);
  expect(unwantedIn({text: 'the root cause', quote: {said: 'you should have'}})).toEqual(['the root cause']);
});

const small = setUpSmall({policy: 'tax'});
const little: Effort = {worlds: 1, futures: 1, horizonMinutes: 60, roundMinutes: 15, stepMs: minuteMs};
const playedThrough = (inputs: readonly Input[]): DrillState =>
  inputs.reduce((state, input) => step(small, state, input, state.wallMs + 1000).state, beginning(small));
const smallReport = (inputs: readonly Input[]): AfterActionReport => reportOf(small, playedThrough(inputs), {effort: little});

const nasty = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'a | b\n| --- |\n# heading',
    '[link](https://example.com) `code` **bold** https://example.com',
    '\u001b[31mred\u001b[0m\u0007\u202etxt',
    'you should have known: human error, the root cause',
    '</style><svg onload=alert(1)>',
    '-->',
    '1. one\n- two',
  ),
  fc.string({unit: 'binary', maxLength: 60}),
  fc.lorem({maxCount: 5}),
);
const card = fc.record({effect: nasty, check: fc.oneof(nasty, fc.constant('resolver')), risk: nasty, wayBack: nasty});
const seat = fc.constantFrom('ic', 'dns', 'ten');
const act: fc.Arbitrary<Input> = fc.oneof(
  fc.record({type: fc.constant('advance' as const), byMs: fc.integer({min: 0, max: 40}).map(minutes => minutes * minuteMs)}),
  fc.record({type: fc.constant('look' as const), seat, panel: fc.constant('resolver')}),
  fc.record({
    type: fc.constant('believe' as const),
    seat,
    hypothesis: fc.constant('name-gone'),
    probability: fc.double({min: 0, max: 1, noNaN: true}),
    because: nasty,
  }),
  fc.record({type: fc.constant('order' as const), seat, action: fc.constantFrom('stop', 'restore', 'bounce'), card}),
  fc.record({
    type: fc.constant('decide' as const),
    seat: fc.constant('ic'),
    decision: fc.constant('DP-04'),
    option: fc.constantFrom('a', 'b'),
    ranking: fc.constant(['a', 'b']),
    reason: nasty,
  }),
  fc.record({
    type: fc.constant('post' as const),
    seat,
    audience: fc.constant('public'),
    impact: nasty,
    scope: nasty,
    doing: nasty,
    nextMinutes: fc.integer({min: 1, max: 90}),
  }),
  fc.record({type: fc.constant('task' as const), seat, owner: seat, text: nasty, dueMinutes: fc.integer({min: 1, max: 60})}),
  fc.record({
    type: fc.constant('note' as const),
    seat,
    text: nasty,
    kind: fc.constantFrom('note' as const, 'todo' as const, 'can' as const),
  }),
  fc.record({type: fc.constant('edit' as const), inject: fc.constantFrom('Q-01', 'Q-02', 'Q-03'), text: nasty}),
  fc.record({type: fc.constant('release' as const), inject: fc.constant('Q-03')}),
  fc.record({type: fc.constant('add' as const), channel: fc.constant('chat' as const), to: fc.constant(['all']), text: nasty}),
  fc.record({type: fc.constant('observe' as const), text: nasty, objective: fc.constantFrom(null, 'O1')}),
  fc.record({type: fc.constant('take-command' as const), seat, readBack: fc.boolean()}),
  fc.record({type: fc.constant('acknowledge' as const), seat: fc.constant('dns'), message: fc.constant('Q-01')}),
  fc.record({type: fc.constant('give-hint' as const), decision: fc.constant('DP-04')}),
);
const after: fc.Arbitrary<readonly Input[]> = fc
  .tuple(nasty, nasty, nasty)
  .map(([one, two, three]): readonly Input[] => [
    {type: 'end-ex'},
    {type: 'tell', scene: 'S1', text: one},
    {type: 'tell', scene: 'surprise', text: two},
    {type: 'lock-story'},
    {type: 'rate', objective: 'O1', rating: 'M', note: three},
    {type: 'improve', area: one, action: two, owner: three, due: '2026-12-01', check: one},
  ]);
const drills = fc
  .tuple(fc.array(act, {maxLength: 30}), after)
  .map(([acts, end]): readonly Input[] => [{type: 'start-ex'}, ...acts, ...end]);

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const tags = new Set(
  `a body caption circle code details div figcaption figure h1 h2 h3 head html li line link main meta nav ol p path q rect span strong
  style summary svg table tbody td text th thead title tr ul`.split(/\s+/),
);

it('random drills: their report has its shape, begins with EXERCISE, judges nobody, and no text of a person breaks out of its quote', () => {
  fc.assert(
    fc.property(drills, inputs => {
      const report = smallReport(inputs);
      expect(parseAar(aarJson(report))).toEqual(report);
      expect(unwantedIn(report)).toEqual([]);

      const page = aarHtml(report);
      const used = [...page.replace(/<style>.*?<\/style>/s, '').matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag = '']) => tag.toLowerCase());
      expect(used.filter(tag => !tags.has(tag))).toEqual([]);
      expect(page.match(/<[^>]* on\w+=/g)).toBe(null);
      expect(page.match(control)).toBe(null);
      expect(page.startsWith('<!-- EXERCISE')).toBe(true);
      expect(page.indexOf('-->')).toBeLessThan(60);

      const text = aarMarkdown(report);
      expect(text.startsWith('EXERCISE')).toBe(true);
      expect(text.match(control)).toBe(null);
      // Nothing but what the program writes is a heading, a table, a tag or a link.
      expect(text.match(/(?<!\\)<(?!!--)/g)).toBe(null);
      expect(text.match(/(?<!\\)\]\(/g)).toBe(null);
      const known = headings.map(heading => heading.slice(3));
      const sections = text.split('\n').filter(line => /^## /.test(line));
      expect(sections.filter(line => !known.includes(line.slice(3)))).toEqual([]);
      expect(unevenTables(text)).toEqual([]);

      const {charts, run} = report;
      const size = {columns: 80, rows: 20};
      for (const lines of [impactLines, beliefLines, wordLines].map(draw => draw(charts, run.startEx.clock, size))) {
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        expect(lines.filter(line => width(line) > size.columns || control.test(line))).toEqual([]);
      }
    }),
    {numRuns: runs(40)},
  );
});

/** Rows of tables with another number of cells than their head. */
function unevenTables(markdown: string): readonly string[] {
  const cells = (line: string): number => line.replaceAll(/\\./g, '').split('|').length;
  let columns = 0;
  return markdown.split('\n').filter(line => {
    if (!line.startsWith('| ')) {
      columns = 0;
      return false;
    }
    columns = columns === 0 ? cells(line) : columns;
    return cells(line) !== columns;
  });
}
