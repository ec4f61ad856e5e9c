/** A number with its thousands apart. It comes as text and keeps every digit that it came with. */
export function formatNumber(digits: string, locale: string): string {
  const places = /\.(\d+)$/.exec(digits)?.[1]?.length;
  return numberFormat(locale, places).format(digits as Intl.StringNumericLiteral);
}

const MOST_PLACES = 20;
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, places: number | undefined): Intl.NumberFormat {
  const key = `${locale} ${places}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: places ?? 0,
    maximumFractionDigits: places ?? MOST_PLACES,
  });
  formats.set(key, format);
  return format;
}

const DURATION = /^(?:(-?\d+) )?(-)?(\d+):(\d+):(\d+)(?:\.\d+)?$/;
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `1 02:30:00` as `1 day 2 hr 30 min`. What has no such form stays as it is. */
export function formatDuration(text: string, locale: string): string {
  const seconds = secondsOf(text);
  if (seconds === null) return text;
  const parts: string[] = [];
  let rest = Math.abs(seconds);
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount || (unit === "second" && parts.length === 0)) {
      const format = { style: "unit", unit, unitDisplay: "short" } as const;
      parts.push(new Intl.NumberFormat(locale, format).format(amount));
    }
  }
  return (seconds < 0 ? "−" : "") + parts.join(" ");
}

/** Python counts negative durations from the day before: `-1 23:00:00` is an hour less than none. */
function secondsOf(text: string): number | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [, days = "0", minus, hours, minutes, seconds] = match;
  const ofDay = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return Number(days) * 86_400 + (minus ? -ofDay : ofDay);
}

/** A label within a sentence: `Due date` becomes `due date`, and `MRN` stays. */
export function withinSentence(label: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
