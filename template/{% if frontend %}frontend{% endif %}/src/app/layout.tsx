import "./globals.css";

import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

import { PRODUCT } from "@/product";

import { Providers } from "./providers";

export const metadata: Metadata = {
  title: { default: PRODUCT.title, template: `%s · ${PRODUCT.title}` },
  description: PRODUCT.description,
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={GeistSans.variable} suppressHydrationWarning>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
