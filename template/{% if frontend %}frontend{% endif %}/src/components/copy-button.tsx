"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

/** Copies a text, and says so. */
export function CopyButton({ text, isWide = false }: { text: string; isWide?: boolean }) {
  const t = useTranslations("account");
  const [isCopied, setCopied] = useState(false);
  const label = t(isCopied ? "copied" : "copy");
  const Icon = isCopied ? Check : Copy;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      toast.error(t("copy_failed"));
    }
  }

  return (
    <Button
      look={isWide ? "plain" : "ghost"}
      size={isWide ? "normal" : "small"}
      aria-label={isWide ? undefined : label}
      onClick={copy}
    >
      <Icon aria-hidden />
      {isWide && label}
      <span role="status" className="sr-only">
        {isCopied && t("copied")}
      </span>
    </Button>
  );
}
