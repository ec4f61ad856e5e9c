const DECIMAL = /^([-+]?)(\d*)(?:\.(\d*))?$/;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text) && /\d/.test(text);
}

/** Compare numbers by all of their digits, of which JavaScript's own would hold only some. */
export function compareDecimals(one: string, other: string): number {
  const places = Math.max(placesOf(one), placesOf(other));
  const difference = scaled(one, places) - scaled(other, places);
  return difference < 0n ? -1 : Number(difference > 0n);
}

function placesOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

function scaled(text: string, places: number): bigint {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text.trim()) ?? [];
  const digits = BigInt(`${whole || "0"}${fraction.padEnd(places, "0")}`);
  return sign === "-" ? -digits : digits;
}
