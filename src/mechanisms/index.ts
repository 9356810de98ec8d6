import type {Mechanism} from '../model/mechanism.js';
import {checkedPool} from './checked-pool.js';
import {customer} from './customer.js';
import {datastore} from './datastore.js';
import {dnsAutomation} from './dns-automation.js';
import {fleet} from './fleet.js';
import {leaseFleet} from './lease-fleet.js';
import {resolver} from './resolver.js';
import {rollout} from './rollout.js';
import {service} from './service.js';
import {signal} from './signal.js';
import {switchMechanism} from './switch.js';
import {workQueue} from './work-queue.js';

/** Every mechanism a timeline may declare. */
export const mechanisms: readonly Mechanism[] = [
  dnsAutomation,
  resolver,
  service,
  leaseFleet,
  workQueue,
  checkedPool,
  fleet,
  rollout,
  datastore,
  customer,
  switchMechanism,
  signal,
];

const byType: ReadonlyMap<string, Mechanism> = new Map(mechanisms.map(mechanism => [mechanism.type, mechanism]));

export const mechanismOf = (type: string): Mechanism | undefined => byType.get(type);
