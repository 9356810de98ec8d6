/** How often a test tries something at random: as often as it says, and many times that in the soak, which somebody runs by hand. */
export const runs = (count: number): number => count * Number(process.env.SOAK ?? 1);
