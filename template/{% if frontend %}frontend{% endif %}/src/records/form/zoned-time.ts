/* Moments as `datetime-local` shows them, in a named time zone. */

const MINUTE = 60_000;
const LOCAL = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?$/;

/** `2026-03-29T03:30`, with seconds where there are any. */
export function localTime(moment: string, zone: string): string {
  const time = Date.parse(moment);
  const local = new Date(time + offsetAt(time, zone)).toISOString();
  const hasSeconds = time % MINUTE !== 0;
  return local.slice(0, hasSeconds ? 19 : 16);
}

/**
 * The moment of a local time. Of the two that an hour has when clocks go back, it is the first;
 * an hour that clocks leap over counts on from before the leap.
 */
export function momentOf(local: string, zone: string): string {
  const parts = LOCAL.exec(local);
  if (!parts) throw new RangeError(`${local} is no local time.`);
  const [, year, month, day, hour, minute, second = "0", fraction = "0"] = parts;
  const asUtc = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second);
  // No zone is more than a day from UTC, and none changes twice within two days.
  const offsets = [
    offsetAt(asUtc - 24 * 60 * MINUTE, zone),
    offsetAt(asUtc + 24 * 60 * MINUTE, zone),
  ];
  const candidates = offsets.map((offset) => asUtc - offset);
  const matching = candidates.filter((time) => time + offsetAt(time, zone) === asUtc);
  const time = matching.length ? Math.min(...matching) : candidates[0]!;
  return new Date(time + Number(fraction.padEnd(3, "0"))).toISOString();
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(time: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(
    format.formatToParts(time).map(({ type, value }) => [type, +value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const local = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
  return local - Math.floor(time / 1000) * 1000;
}
