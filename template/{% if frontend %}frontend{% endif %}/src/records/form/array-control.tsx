"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import type { FieldControl } from "@/components/ui/field";
import { FRAME } from "@/components/ui/input";
import { cn } from "@/lib/cn";

import type { FieldDefinition } from "../definition";

type ArrayControlProps = {
  field: Extract<FieldDefinition, { kind: "array" }>;
  value: string[];
  onChange: (value: string[]) => void;
  control: FieldControl;
};

const NUMERIC = new Set(["integer", "big_integer", "decimal", "float"]);

/** Several values: some of a few, or typed one after the other. */
export function ArrayControl(props: ArrayControlProps) {
  const { choices } = props.field;
  return choices ? <Choices {...props} choices={choices} /> : <Chips {...props} />;
}

function Choices({
  field,
  value,
  onChange,
  control: { id, "aria-describedby": described },
  choices,
}: ArrayControlProps & { choices: Record<string, string> }) {
  return (
    <div
      id={id}
      role="group"
      aria-label={field.label}
      aria-describedby={described}
      className="flex flex-wrap gap-x-5 gap-y-2 py-1"
    >
      {Object.entries(choices).map(([choice, label]) => (
        <label key={choice} className="flex items-center gap-2">
          <Checkbox
            checked={value.includes(choice)}
            onCheckedChange={(on) =>
              onChange(on ? [...value, choice] : value.filter((chosen) => chosen !== choice))
            }
          />
          {label}
        </label>
      ))}
    </div>
  );
}

function Chips({ field, value, onChange, control }: ArrayControlProps) {
  const t = useTranslations("form");
  const [typed, setTyped] = useState("");
  const take = (text: string) => {
    const item = text.trim();
    if (item) onChange([...value, item]);
    setTyped("");
  };
  return (
    <div
      className={cn(
        FRAME,
        "focus-within:outline-ring flex min-h-9 flex-wrap items-center gap-1.5 px-1.5 py-1 focus-within:outline-2 focus-within:outline-offset-2",
        control["aria-invalid"] && "border-danger",
      )}
    >
      {value.map((item, place) => (
        // Equal values may stand side by side: only their places differ.
        <Chip
          key={place}
          removeLabel={t("remove_item", { item })}
          onRemove={() => onChange(value.filter((_, other) => other !== place))}
        >
          {item}
        </Chip>
      ))}
      <input
        {...control}
        value={typed}
        placeholder={value.length ? undefined : (field.placeholder ?? t("add_items"))}
        inputMode={NUMERIC.has(field.of) ? "decimal" : undefined}
        autoComplete="off"
        className="placeholder:text-secondary h-7 min-w-24 flex-1 bg-transparent px-1.5 outline-none"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => take(typed)}
        onKeyDown={(event) => {
          const isSubmit = event.ctrlKey || event.metaKey;
          if ((event.key === "Enter" && !isSubmit) || (event.key === "," && typed.trim())) {
            if (event.key === "Enter" && !typed.trim()) return;
            event.preventDefault();
            take(typed);
          }
          if (event.key === "Backspace" && !typed) onChange(value.slice(0, -1));
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text").split(/[\n\t]+/);
          if (pasted.length < 2) return;
          event.preventDefault();
          onChange([...value, ...pasted.map((item) => item.trim()).filter(Boolean)]);
        }}
      />
    </div>
  );
}
