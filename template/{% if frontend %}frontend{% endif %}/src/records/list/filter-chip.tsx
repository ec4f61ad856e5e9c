"use client";

import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";

import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import type { ChangeUrl } from "@/lib/url-state";

import type { FieldDefinition } from "../definition";
import { FilterEditor } from "./filter-editor";
import { FilterValue } from "./filter-value";
import { filterParameters } from "./filters";

type FilterChipProps = {
  name: string;
  field: FieldDefinition;
  filters: Record<string, string>;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  change: ChangeUrl;
  className: string | undefined;
};

/** A filter: what it is set to, where it is set, and a way to take it away. */
export function FilterChip({
  name,
  field,
  filters,
  isOpen,
  onOpen,
  change,
  className,
}: FilterChipProps) {
  const t = useTranslations("list.filter");
  const isChanged = useRef(false);
  const parameters = filterParameters(name, field);
  const values = parameters.map((parameter) => filters[parameter] ?? "");
  const isActive = values.some(Boolean);

  function set(values: string[]) {
    const changes = parameters.map((parameter, place) => [parameter, values[place] ?? null]);
    // One visit to a filter is one step back.
    change(Object.fromEntries(changes), isChanged.current ? "replace" : "push");
    isChanged.current = true;
  }

  return (
    <Popover
      open={isOpen}
      onOpenChange={(isOpen) => {
        isChanged.current = false;
        onOpen(isOpen);
      }}
    >
      <span
        className={cn(
          "inline-flex max-w-full min-w-0 items-stretch rounded-md border text-sm",
          isActive ? "bg-accent border-transparent" : "text-secondary border-dashed",
          className,
        )}
      >
        <PopoverTrigger asChild>
          <button
            type="button"
            className="hover:text-foreground inline-flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2.5 font-medium"
          >
            {!isActive && <Plus className="size-3.5 shrink-0" aria-hidden />}
            <span className="shrink-0">
              {field.label}
              {isActive && ": "}
            </span>
            {isActive && (
              <span className="text-foreground truncate font-normal">
                <FilterValue field={field} values={values} />
              </span>
            )}
          </button>
        </PopoverTrigger>
        {isActive && (
          <button
            type="button"
            aria-label={t("remove", { label: field.label })}
            className="text-secondary hover:text-foreground grid w-7 shrink-0 place-items-center rounded-md"
            onClick={() => set([])}
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </span>
      <PopoverContent
        aria-label={field.label}
        className="w-72 max-w-[calc(100vw-2rem)] p-0 has-[form]:w-84"
      >
        <FilterEditor
          field={field}
          values={values}
          onChange={set}
          onDone={() => {
            isChanged.current = false;
            onOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
