"use client";

import type { FieldControl } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Checkbox } from "@/components/ui/checkbox";
import { NativeSelect } from "@/components/ui/native-select";

import type { FieldDefinition } from "../definition";
import { ReferencePicker } from "../pickers/reference-picker";
import { ReferencesPicker } from "../pickers/references-picker";
import { ArrayControl } from "./array-control";
import { FileControl, type FileValue } from "./file-control";
import { TimeControl } from "./time-control";

type ControlProps = {
  field: FieldDefinition;
  value: unknown;
  onChange: (value: unknown) => void;
  control: FieldControl;
  progress?: number;
};

const INPUT_TYPES: Partial<Record<FieldDefinition["kind"], string>> = {
  email: "email",
  url: "url",
  phone: "tel",
};

/** What a field is filled in with, by its kind. */
export function Control({ field, value, onChange, control, progress }: ControlProps) {
  const text = {
    ...control,
    value: String(value ?? ""),
    placeholder: field.placeholder,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  switch (field.kind) {
    case "long_text":
      return <Textarea {...text} className="field-sizing-content max-h-96" />;
    case "json":
      return (
        <Textarea
          {...text}
          className="field-sizing-content max-h-96 font-mono text-sm"
          spellCheck={false}
        />
      );
    case "integer":
    case "big_integer":
      return <Input {...text} inputMode="numeric" autoComplete="off" className="tabular-nums" />;
    case "decimal":
    case "float":
      return <Input {...text} inputMode="decimal" autoComplete="off" className="tabular-nums" />;
    case "boolean":
      return (
        <Checkbox
          {...control}
          checked={Boolean(value)}
          onCheckedChange={(on) => onChange(on === true)}
        />
      );
    case "date":
    case "datetime":
    case "time":
      return (
        <TimeControl kind={field.kind} value={text.value} onChange={onChange} control={control} />
      );
    case "choice":
      return (
        <NativeSelect {...text}>
          {(!field.isRequired || text.value === "") && <option value="" />}
          {Object.entries(field.choices).map(([choice, label]) => (
            <option key={choice} value={choice}>
              {label}
            </option>
          ))}
        </NativeSelect>
      );
    case "array":
      return (
        <ArrayControl
          field={field}
          value={value as string[]}
          onChange={onChange}
          control={control}
        />
      );
    case "reference":
      return (
        <ReferencePicker
          to={field.to}
          label={field.label}
          isClearable={!field.isRequired}
          value={value as Parameters<typeof ReferencePicker>[0]["value"]}
          onChange={onChange}
          control={control}
        />
      );
    case "references":
      return (
        <ReferencesPicker
          to={field.to}
          label={field.label}
          value={value as Parameters<typeof ReferencesPicker>[0]["value"]}
          onChange={onChange}
          control={control}
        />
      );
    case "file":
    case "image":
      return (
        <FileControl
          field={field}
          value={value as FileValue}
          onChange={onChange}
          control={control}
          progress={progress}
        />
      );
    default:
      return <Input {...text} type={INPUT_TYPES[field.kind] ?? "text"} autoComplete="off" />;
  }
}
