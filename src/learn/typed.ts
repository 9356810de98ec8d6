/** A number as people type it; NaN for anything else. */
export const numberOf = (text: string | undefined): number =>
  /^\s*\d+(?:[.,]\d+)?\s*$/.test(text ?? '') ? Number((text ?? '').replace(',', '.')) : Number.NaN;

/** `03:40`, `3:40` or `0340` as minutes of the day; NaN for anything else. */
export function clockMinutesOf(text: string | undefined): number {
  const [, hours = '', minutes = ''] = /^\s*([01]?\d|2[0-3]):?([0-5]\d)\s*$/.exec(text ?? '') ?? [];
  return hours === '' ? Number.NaN : Number(hours) * 60 + Number(minutes);
}
