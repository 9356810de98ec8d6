import {describe, expect, it} from 'vitest';
import {throwAt} from '../../src/engine/plan.js';
import {simulate} from '../../src/engine/simulate.js';
import {type Sustained, sustainedAt} from '../../src/review/sustain.js';
import {flagship, night, prepared} from '../helpers/flagship.js';

const at = (service: string, clock: string, run = prepared.history): Sustained | null =>
  sustainedAt(run, flagship.services.find(({id}) => id === service) ?? expect.fail(`no ${service}`), night(clock));

describe('trigger gone, still down', () => {
  it.each([
    {service: 'ec2', clock: '02:00', why: 'its cause is still there: the record is empty'},
    {service: 'ec2', clock: '02:30', why: 'DynamoDB is still down for many'},
    {service: 'dynamodb', clock: '01:00', why: 'it is the cause'},
    {service: 'dynamodb', clock: '12:00', why: 'it is well'},
    {service: 'ec2', clock: '12:00', why: 'people hold its launches back'},
  ])('$service at $clock: nothing sustains it, $why', ({service, clock}) => expect(at(service, clock)).toBeNull());

  it.each([
    {service: 'dwfm', clock: '03:00', by: 'collapse', from: 'dwfm'},
    {service: 'ec2', clock: '03:00', by: 'collapse', from: 'dwfm'},
    {service: 'ec2', clock: '04:10', by: 'collapse', from: 'dwfm'},
    {service: 'sqs-event-sources', clock: '05:00', by: 'backlog', from: 'sqs-event-sources'},
    {service: 'nlb', clock: '08:00', by: 'backlog', from: 'network-manager'},
    {service: 'sts', clock: '09:45', by: 'retries', from: 'sts'},
  ])('$service at $clock: a $by of $from', ({service, clock, by, from}) => expect(at(service, clock)).toMatchObject({by, service: from}));

  it('the collapse says how much load would have to go, and that alone it never ends', () => {
    const {shed, clearMinutes, text} = at('ec2', '03:00') ?? expect.fail('not sustained');
    expect(shed).toBeGreaterThan(0.6);
    expect(clearMinutes).toBeNull();
    expect(text).toBe(
      'DWFM leases: 100 % of the work expires unfinished and comes again; 83 % of the attempts would have to go, and its queues be emptied',
    );
  });

  it('shedding that much and emptying the queues ends it; less does not', () => {
    const cured = simulate(prepared, throwAt(throwAt([], 'dwfm-throttle', night('02:45')), 'dwfm-restart-staggered', night('02:45')));
    expect(at('dwfm', '05:00', cured)).toBeNull();
    const halfCured = simulate(prepared, throwAt([], 'dwfm-restart-staggered', night('02:45')));
    expect(at('dwfm', '04:00', halfCured)?.by).toBe('collapse');
  });

  it('a backlog says when it will have cleared, and it has', () => {
    const {clearMinutes} = at('sqs-event-sources', '05:00') ?? expect.fail('not sustained');
    expect(clearMinutes).toBeGreaterThan(50);
    expect(clearMinutes).toBeLessThan(65);
    expect(at('sqs-event-sources', '06:05')).toBeNull();
  });
});
