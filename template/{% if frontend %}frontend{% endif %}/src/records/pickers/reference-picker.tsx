"use client";

import { ChevronsUpDown, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";
import type { FieldControl } from "@/components/ui/field";
import { FRAME } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";

import { OptionList } from "./option-list";

type ReferencePickerProps = {
  /** A key of the registry. */
  to: string;
  label: string;
  value: RecordReference | null;
  onChange: (value: RecordReference | null) => void;
  control?: Partial<FieldControl>;
  /** There need not be any. */
  isClearable?: boolean;
};

/** One record of another entity. */
export function ReferencePicker({
  to,
  label,
  value,
  onChange,
  control,
  isClearable = true,
}: ReferencePickerProps) {
  const t = useTranslations("picker");
  const [isOpen, setOpen] = useState(false);
  const content = useId();
  const canClear = isClearable && value !== null;
  return (
    <div className="relative">
      <Popover open={isOpen} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button
            type="button"
            role="combobox"
            aria-label={control?.id ? undefined : label}
            {...control}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            aria-controls={content}
            className={cn(FRAME, "flex h-9 items-center text-left", canClear ? "pr-16" : "pr-9")}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown") setOpen(true);
              else if (canClear && (event.key === "Delete" || event.key === "Backspace"))
                onChange(null);
              else return;
              event.preventDefault();
            }}
          >
            <span className={cn("truncate", !value && "text-secondary")}>
              {value ? (value.label ?? t("no_access")) : t("choose")}
            </span>
            <ChevronsUpDown className="text-secondary absolute right-3 size-4" aria-hidden />
          </button>
        </PopoverTrigger>
        <PopoverContent
          id={content}
          className="w-(--radix-popover-trigger-width) p-0"
          aria-label={label}
        >
          <OptionList
            entity={to}
            label={label}
            chosen={value ? [value.id] : []}
            onToggle={(option) => {
              onChange(option);
              setOpen(false);
            }}
          />
        </PopoverContent>
      </Popover>
      {canClear && (
        <button
          type="button"
          aria-label={t("clear", { label })}
          className="text-secondary hover:text-foreground absolute top-1.5 right-9 grid size-6 place-items-center rounded-sm"
          onClick={() => onChange(null)}
        >
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}
