/** How talk costs time: the simulation stands still, each wall minute of talk costs several of its minutes, or it runs. */
export const clockPolicies = ['hold', 'tax', 'run'] as const;
export type ClockPolicy = (typeof clockPolicies)[number];
