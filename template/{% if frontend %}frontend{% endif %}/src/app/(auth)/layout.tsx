import type { ReactNode } from "react";

import { PRODUCT } from "@/product";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="bg-surface grid min-h-dvh place-items-center px-4 py-12">
      <div className="w-full max-w-sm">
        <p className="mb-6 text-center text-base font-semibold tracking-tight">{PRODUCT.title}</p>
        <div className="bg-background rounded-xl border p-6 sm:p-8">{children}</div>
      </div>
    </main>
  );
}
