"use client";

import { ChevronsUpDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";
import { Chip } from "@/components/ui/chip";
import type { FieldControl } from "@/components/ui/field";
import { FRAME } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";

import { OptionList } from "./option-list";

type ReferencesPickerProps = {
  /** A key of the registry. */
  to: string;
  label: string;
  value: RecordReference[];
  onChange: (value: RecordReference[]) => void;
  control?: Partial<FieldControl>;
};

/** Any number of records of another entity. */
export function ReferencesPicker({ to, label, value, onChange, control }: ReferencesPickerProps) {
  const t = useTranslations("picker");
  const [isOpen, setOpen] = useState(false);
  const content = useId();
  const without = (id: string) => value.filter((chosen) => chosen.id !== id);
  const toggle = (option: RecordReference) => {
    const rest = without(option.id);
    onChange(rest.length < value.length ? rest : [...value, option]);
  };
  return (
    <div className="grid grid-cols-1 gap-2">
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
            className={cn(FRAME, "text-secondary relative flex h-9 items-center pr-9 text-left")}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown") return;
              event.preventDefault();
              setOpen(true);
            }}
          >
            <span className="truncate">
              {value.length ? t("count", { count: value.length }) : t("choose")}
            </span>
            <ChevronsUpDown className="absolute right-3 size-4" aria-hidden />
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
            chosen={value.map(({ id }) => id)}
            onToggle={toggle}
            onBackspace={() => onChange(value.slice(0, -1))}
          />
        </PopoverContent>
      </Popover>
      {value.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label={label}>
          {value.map((chosen) => {
            const name = chosen.label ?? t("no_access");
            return (
              <li key={chosen.id} className="max-w-full">
                <Chip
                  removeLabel={t("remove", { label: name })}
                  onRemove={() => onChange(without(chosen.id))}
                >
                  {name}
                </Chip>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
