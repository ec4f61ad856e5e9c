"use client";

import "./globals.css";

import english from "@messages/en.json";

/** The last resort: the layout itself has failed, and with it everything that translates. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main role="alert" className="grid min-h-dvh place-content-center gap-4 text-center">
          <h1 className="font-medium">{english.pages.error}</h1>
          <button type="button" className="underline" onClick={reset}>
            {english.actions.retry}
          </button>
        </main>
      </body>
    </html>
  );
}
