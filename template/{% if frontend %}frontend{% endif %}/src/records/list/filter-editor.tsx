"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Checkbox } from "@/components/ui/checkbox";

import type { FieldDefinition } from "../definition";
import { FilterForm } from "./filter-form";
import { referenceLabelKey } from "./filter-value";

// Lists are opened far more often than this is.
const OptionList = dynamic(() =>
  import("../pickers/option-list").then(({ OptionList }) => OptionList),
);

type FilterEditorProps = {
  field: FieldDefinition;
  /** By the filter's parameters, in their order. */
  values: string[];
  onChange: (values: string[]) => void;
  onDone: () => void;
};

export function FilterEditor({ field, values, onChange, onDone }: FilterEditorProps) {
  const client = useQueryClient();
  const [value = ""] = values;
  switch (field.kind) {
    case "choice":
      return (
        <ChoicesFilter
          choices={field.choices}
          chosen={value ? value.split(",") : []}
          onChange={(chosen) => onChange([chosen.join(",")])}
        />
      );
    case "boolean":
      return (
        <FlagFilter label={field.label} value={value} onChange={(value) => onChange([value])} />
      );
    case "reference":
    case "references":
      return (
        <OptionList
          entity={field.to}
          label={field.label}
          chosen={[value]}
          onToggle={({ id, label }) => {
            client.setQueryData(referenceLabelKey(field.to, id), label);
            onChange([id === value ? "" : id]);
            onDone();
          }}
        />
      );
    default:
      return (
        <FilterForm
          field={field}
          values={values}
          onApply={(values) => {
            onChange(values);
            onDone();
          }}
        />
      );
  }
}

type ChoicesFilterProps = {
  choices: Record<string, string>;
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

function ChoicesFilter({ choices, chosen, onChange }: ChoicesFilterProps) {
  const id = useId();
  return (
    <Options>
      {Object.entries(choices).map(([choice, label]) => (
        <label key={choice} htmlFor={`${id}-${choice}`} className={OPTION}>
          <Checkbox
            id={`${id}-${choice}`}
            checked={chosen.includes(choice)}
            onCheckedChange={(isChosen) =>
              onChange(isChosen ? [...chosen, choice] : chosen.filter((other) => other !== choice))
            }
          />
          <span className="min-w-0 break-words">{label}</span>
        </label>
      ))}
    </Options>
  );
}

type FlagFilterProps = { label: string; value: string; onChange: (value: string) => void };

function FlagFilter({ label, value, onChange }: FlagFilterProps) {
  const t = useTranslations();
  const options = { "": t("list.filter.any"), true: t("values.yes"), false: t("values.no") };
  return (
    <Options>
      {Object.entries(options).map(([option, text]) => (
        <label key={option} className={OPTION}>
          <input
            type="radio"
            name={label}
            className="accent-primary size-4"
            checked={value === option}
            onChange={() => onChange(option)}
          />
          {text}
        </label>
      ))}
    </Options>
  );
}

const OPTION = "hover:bg-muted flex items-center gap-2.5 rounded-md px-2 py-1.5";

function Options({ children }: { children: ReactNode }) {
  return <div className="grid max-h-72 overflow-y-auto p-1">{children}</div>;
}
