"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

/** Short notes of what has just happened, in the colours of the theme. */
export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      position="bottom-right"
      theme={theme as ToasterProps["theme"]}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        classNames: { toast: "!bg-background !text-foreground !border-border !font-sans" },
      }}
    />
  );
}
