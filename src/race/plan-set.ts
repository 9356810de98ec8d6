/** A set of plans as bits: plan 1 is bit 0. Small, quick to compare, and the set algebra is one sign each. */
export type PlanSet = number;

export const noPlans: PlanSet = 0;

export const only = (plan: number): PlanSet => 1 << (plan - 1);

export const has = (set: PlanSet, plan: number): boolean => (set & only(plan)) !== 0;

/** Plans 1 to `plan`; none for a number below 1. */
export const upTo = (plan: number): PlanSet => (plan < 1 ? noPlans : only(plan + 1) - 1);

export const without = (set: PlanSet, other: PlanSet): PlanSet => set & ~other;

/** The numbers in it, ascending. */
export function plansOf(set: PlanSet): readonly number[] {
  const plans: number[] = [];
  for (let plan = 1; upTo(plan - 1) < set; plan++) if (has(set, plan)) plans.push(plan);
  return plans;
}
