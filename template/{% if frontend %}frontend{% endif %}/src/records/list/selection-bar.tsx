"use client";

import { ArchiveRestore, Trash2, X } from "lucide-react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";

type SelectionBarProps = {
  count: number;
  isBin: boolean;
  onClear: () => void;
  onRemove: () => void;
  onRestore: () => void;
};

/** What can be done to the selected rows; it stays in sight and moves nothing. */
export function SelectionBar({ count, isBin, onClear, onRemove, onRestore }: SelectionBarProps) {
  const t = useTranslations("list");
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 flex h-0 items-end justify-center">
      <div
        role="toolbar"
        aria-label={t("actions")}
        className="bg-background animate-in fade-in-0 slide-in-from-bottom-2 pointer-events-auto flex items-center gap-1 rounded-xl border p-1.5 pl-4 shadow-lg"
      >
        <p className="pr-2 font-medium tabular-nums" role="status">
          {t("selected", { count })}
        </p>
        {isBin ? (
          <Button size="small" look="primary" onClick={onRestore}>
            <ArchiveRestore aria-hidden />
            {t("restore")}
          </Button>
        ) : (
          <Button size="small" look="danger" onClick={onRemove}>
            <Trash2 aria-hidden />
            {t("delete")}
          </Button>
        )}
        <Button size="small" look="ghost" aria-label={t("clear_selection")} onClick={onClear}>
          <X aria-hidden />
        </Button>
      </div>
    </div>
  );
}
