"use client";

import { Command } from "cmdk";
import { Check, SearchIcon } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";
import { generalMessages, problemOf } from "@/api/errors";

import { useOptions } from "./use-options";

type OptionListProps = {
  /** A key of the registry. */
  entity: string;
  label: string;
  chosen: string[];
  onToggle: (option: RecordReference) => void;
  onBackspace?: () => void;
};

/** Records to choose from: typed to narrow down, walked through by arrow keys, taken by Enter. */
export function OptionList({ entity, label, chosen, onToggle, onBackspace }: OptionListProps) {
  const t = useTranslations("picker");
  const [typed, setTyped] = useState("");
  const { options, hasMore, isPending, error } = useOptions(entity, typed, true);
  const [pointed, setPointed] = useState("");
  // Enter takes the first one that was found, unless the arrow keys lead elsewhere.
  const current = options.find(({ id }) => id === pointed) ?? options[0];
  return (
    <Command
      shouldFilter={false}
      label={label}
      value={current?.id ?? ""}
      onValueChange={setPointed}
      loop
      vimBindings={false}
    >
      <div className="relative border-b">
        <SearchIcon
          className="text-secondary pointer-events-none absolute top-2.5 left-3 size-4"
          aria-hidden
        />
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={t("search")}
          className="placeholder:text-secondary h-9 w-full bg-transparent pr-3 pl-9 outline-none"
          onKeyDown={(event) => {
            if (event.key === "Backspace" && !typed) onBackspace?.();
          }}
        />
      </div>
      <Command.List label={label} aria-busy={isPending} className="max-h-64 overflow-y-auto p-1">
        {options.map((option) => (
          <Command.Item
            key={option.id}
            value={option.id}
            onSelect={() => onToggle(option)}
            className="data-[selected=true]:bg-muted flex cursor-default items-center gap-2 rounded-md px-2 py-1.5"
          >
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {chosen.includes(option.id) && (
              <Check className="size-4 shrink-0" aria-label={t("chosen")} />
            )}
          </Command.Item>
        ))}
      </Command.List>
      <p role="status" className="text-secondary px-3 pb-2 text-sm empty:hidden">
        {Boolean(error) && (generalMessages(problemOf(error))[0] ?? t("failed"))}
        {!error && isPending && options.length === 0 && t("loading")}
        {!error && !isPending && options.length === 0 && t("nothing_found")}
        {!error && !isPending && hasMore && t("more")}
      </p>
    </Command>
  );
}
