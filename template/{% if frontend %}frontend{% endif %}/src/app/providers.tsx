"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { useState, type ReactNode } from "react";

import { Toaster } from "@/components/ui/toaster";
import { Messages } from "@/lib/messages";
import { createQueryClient } from "@/lib/query-client";

export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ThemeProvider attribute="class" nonce={nonce} disableTransitionOnChange>
      <Messages>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </Messages>
      <Toaster />
    </ThemeProvider>
  );
}
