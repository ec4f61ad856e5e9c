"use client";

import { useSyncExternalStore, type ReactNode } from "react";
import { IntlProvider } from "use-intl";

import english from "@messages/en.json";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en";
    Messages: typeof english;
  }
}

/** Texts and formats. Another language is one more file in `messages/`, chosen here. */
export function Messages({ children }: { children: ReactNode }) {
  // The server does not know where the reader sits: its page says UTC until the browser has it.
  const timeZone = useSyncExternalStore(never, ownTimeZone, () => "UTC");
  return (
    <IntlProvider locale="en" messages={english} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function never() {
  return () => {};
}
