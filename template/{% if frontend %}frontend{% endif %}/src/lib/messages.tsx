"use client";

import type { ReactNode } from "react";
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
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <IntlProvider locale="en" messages={english} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
