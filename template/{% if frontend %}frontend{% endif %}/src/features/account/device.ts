export type Device = { browser?: string; system?: string; isPhone: boolean };

/** Names in a User-Agent, the telling ones first: most browsers also name those they descend from. */
const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** What a User-Agent tells of the device that a session is on. */
export function deviceOf(userAgent: string): Device {
  return {
    browser: nameIn(userAgent, BROWSERS),
    system: nameIn(userAgent, SYSTEMS),
    isPhone: /Mobile|iPhone|Android/.test(userAgent),
  };
}

function nameIn(userAgent: string, names: [RegExp, string][]): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
