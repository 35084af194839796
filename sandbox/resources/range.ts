/** Whether a time is in a range; both ends are included. Without any bound everything is, with one null is not. */
export function isWithin(time: number | null, start: number | undefined, end: number | undefined): boolean {
  if (start === undefined && end === undefined) return true;
  return time !== null && time >= (start ?? -Infinity) && time <= (end ?? Infinity);
}
