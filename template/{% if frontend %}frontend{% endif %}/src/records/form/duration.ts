/* Spans of time as people write them (`1 h 30 min`, `1:30`, `90m`) and as the API does
   (`[days ]hours:minutes:seconds`). Counted in microseconds, as the database does. */

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

const UNITS: [RegExp, bigint][] = [
  [/^(d|days?)$/, DAY],
  [/^(h|hrs?|hours?)$/, HOUR],
  [/^(m|mins?|minutes?)$/, MINUTE],
  [/^(s|secs?|seconds?)$/, SECOND],
];

const PART = /(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*/gy;
const CLOCK = /^(?:(-?\d+)\s+)?(-?)(\d+):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?$/;

/** Microseconds of what someone has typed, or undefined where it makes no sense. */
export function parseDuration(text: string): bigint | undefined {
  const written = text.trim().toLowerCase();
  return clock(written) ?? words(written);
}

function clock(written: string): bigint | undefined {
  const found = CLOCK.exec(written);
  if (!found) return undefined;
  const [, days = "0", minus, hours, minutes, seconds = "0", fraction = ""] = found;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const time =
    BigInt(hours!) * HOUR +
    BigInt(minutes!) * MINUTE +
    BigInt(seconds) * SECOND +
    BigInt(fraction.padEnd(6, "0"));
  return BigInt(days) * DAY + (minus ? -time : time);
}

function words(written: string): bigint | undefined {
  const isNegative = written.startsWith("-");
  const rest = written.replace(/^-\s*/, "");
  if (!rest) return undefined;
  let total = 0n;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const [, amount, name] = PART.exec(rest) ?? [];
    const unit = name && UNITS.find(([names]) => names.test(name))?.[1];
    if (!amount || !unit) return undefined;
    total += times(amount, unit);
  }
  return isNegative ? -total : total;
}

function times(amount: string, unit: bigint): bigint {
  const [whole, fraction = ""] = amount.split(/[.,]/);
  return BigInt(whole!) * unit + (BigInt(fraction || "0") * unit) / 10n ** BigInt(fraction.length);
}

/** `1 d 2 h 30 min`, as a form shows what the API says. */
export function durationText(ofApi: string): string {
  const total = clock(ofApi.trim());
  if (total === undefined) return ofApi;
  if (total === 0n) return "0 min";
  const [sign, span] = total < 0n ? ["-", -total] : ["", total];
  const seconds = `${(span % MINUTE) / SECOND}${fractionOf(span)}`;
  const parts = [
    [span / DAY, "d"],
    [(span % DAY) / HOUR, "h"],
    [(span % HOUR) / MINUTE, "min"],
    [seconds === "0" ? 0n : seconds, "s"],
  ] as const;
  return (
    sign +
    parts
      .filter(([amount]) => amount)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(" ")
  );
}

/** `26:30:00`, as the API reads it. */
export function durationForApi(total: bigint): string {
  const [sign, span] = total < 0n ? ["-", -total] : ["", total];
  const clock = [span / HOUR, (span % HOUR) / MINUTE, (span % MINUTE) / SECOND];
  return sign + clock.map((part) => String(part).padStart(2, "0")).join(":") + fractionOf(span);
}

function fractionOf(span: bigint): string {
  const rest = span % SECOND;
  return rest ? `.${String(rest).padStart(6, "0").replace(/0+$/, "")}` : "";
}
