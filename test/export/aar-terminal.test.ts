import {describe, expect, it} from 'vitest';
import type {Charts} from '../../src/drill/report/aar-schema.js';
import {beliefLines, impactLines, stripLines, wordLines} from '../../src/export/aar-terminal.js';

const charts: Charts = {
  endMinute: 60,
  impact: {
    minutes: [0, 20, 40, 60],
    team: [0, 1e6, 2e6, 2e6],
    history: [0, 1e6, 3e6, 4e6],
    nothing: [0, 1e6, 4e6, 40e6],
    best: [0, 1e6, 1e6, 1e6],
    low: [0, 1e6, 1.8e6, 1.8e6],
    high: [0, 1e6, 2.4e6, 2.6e6],
    decisions: [],
  },
  lanes: [],
  strip: [
    {
      panel: 'Names',
      label: 'answers with an address',
      unit: 'ratio' as const,
      normal: [0.99, 1] as const,
      values: [1, 0, 0, 1],
      furthest: 0,
      outFrom: 20,
      backAt: 60,
    },
  ],
  seen: [],
  beliefs: [
    {
      id: 'name',
      text: 'The name has no address',
      wasTrue: true,
      points: [
        [15, 0.3],
        [30, 0.85],
        [45, 1],
      ],
    },
    {id: 'attack', text: 'Somebody attacks', wasTrue: false, points: [[30, 0.05]]},
  ],
  words: [
    {
      audience: 'Public',
      posts: [
        {minute: 20, due: 40, isValid: true, isKept: false, id: 'j1'},
        {minute: 50, due: 70, isValid: true, isKept: null, id: 'j2'},
      ],
      stale: [
        [5, 20],
        [40, 50],
      ],
    },
  ],
  guards: [],
};
const size = {columns: 72, rows: 13};

describe('charts as lines, without colour', () => {
  it('impact over time: a letter for each line, what leaves the picture at its top', () => {
    expect(`\n${impactLines(charts, '23:45', size).join('\n')}`).toMatchInlineSnapshot(`
      "
          6.4 M                                                             N


          4.0 M                                         NNNNNNNNNNNNNNNNNNNNH
                                                        HHHHHHHHHHHHHHHHHHHH
                                                        TTTTTTTTTTTTTTTTTTTTT
          1.6 M                                         .....................
                                    TTTTTTTTTTTTTTTTTTTTBBBBBBBBBBBBBBBBBBBBB
                TTTTTTTTTTTTTTTTTTTT
                23:45               00:05               00:25           00:45
      T team 2.0 M  H history 4.0 M  B best 1.0 M  N nothing 40.0 M
      user-minutes lost, SIMULATED; dots: other worlds that fit the record"
    `);
  });

  it('beliefs: a digit is tens of percent', () => {
    expect(`\n${beliefLines(charts, '23:45', size).join('\n')}`).toMatchInlineSnapshot(`
      "
      The name has no address        .........3333333388888888********* so
      Somebody attacks               .................00000000000000000 not so
                                     23:45                        00:45
      tens of percent; * certain; . nothing noted"
    `);
  });

  it('readings: when they were outside their normal band, and how far', () => {
    expect(stripLines(charts, '23:45', {columns: 60, rows: 8})).toEqual([
      'answers with an address   ........!!!!!!!!!!!!!!.        0 %',
      '                          23:45             00:45',
      '. normal; ! not normal; then the furthest from normal. SIMULATED',
    ]);
    expect(stripLines({...charts, strip: []}, '23:45', {columns: 60, rows: 8})).toEqual(['No reading left its normal band.']);
  });

  it('words: when there was one, until when the next was promised, and when the last was too old', () => {
    expect(`\n${wordLines(charts, '23:45', size).join('\n')}`).toMatchInlineSnapshot(`
      "
      Public                      !!!!!!!!!!!!W==============!!!!!!!!W=======
                               23:45                  00:15             00:45
      W a word; = until the next was promised; ! no word that was new enough"
    `);
  });

  it('nothing noted is said', () => {
    expect(beliefLines({...charts, beliefs: []}, '23:45', size)).toEqual(['Nobody noted a belief.']);
  });
});
