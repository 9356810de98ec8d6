import {describe, expect, it} from 'vitest';
import {markersOf} from '../../src/cli/session-follower.js';
import type {Edit} from '../../src/engine/plan.js';
import {flagship, night} from '../helpers/flagship.js';

const fence: Edit = {op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:40')};
const left: Edit = {op: 'remove', action: 'dwfm.restart'};
const at = (clock: string, ...plan: readonly Edit[]) => ({positionMs: night(clock), plan});

describe('the places of a recording that one may want to jump to', () => {
  it.each([
    {what: 'a phase entered', from: at('23:40'), to: at('23:50'), labels: ['Phase: record empty']},
    {what: 'a phase entered going back', from: at('23:50'), to: at('23:40'), labels: ['Phase: calm']},
    {what: 'a mitigation thrown', from: at('23:40'), to: at('23:40', fence), labels: ['Thrown: Check plan freshness at each write']},
    {what: 'one taken back', from: at('23:40', fence), to: at('23:40'), labels: ['Taken back: Check plan freshness at each write']},
    {
      what: 'one thrown at another time',
      from: at('23:40', fence),
      to: at('23:40', {...fence, atMs: night('23:35')}),
      labels: ['Taken back: Check plan freshness at each write', 'Thrown: Check plan freshness at each write'],
    },
    {what: 'an action of the record left out', from: at('23:40'), to: at('23:40', left), labels: ['Changed: dwfm.restart']},
    {what: 'nothing', from: at('23:50', fence), to: at('23:51', fence), labels: []},
  ])('$what', ({from, to, labels}) => {
    expect(markersOf(flagship, from, to)).toEqual(labels);
  });
});
