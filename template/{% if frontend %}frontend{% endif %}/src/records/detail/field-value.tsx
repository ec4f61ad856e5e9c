import type { ComponentType, ReactNode } from "react";

import type { RecordReference, StoredFile } from "@/api/generated/types.gen";
import { Chip } from "@/components/ui/chip";

import { Cell } from "../cell";
import { FieldDefinition } from "../definition";
import { FileValue } from "./file-value";
import { ReferenceValue } from "./reference-value";

/** Components of a product's own, by the field that they show. */
export type OwnCells = Partial<
  Record<string, ComponentType<{ field: FieldDefinition; value: unknown }>>
>;

type FieldValueProps = {
  name: string;
  field: FieldDefinition;
  value: unknown;
  changedAt: string;
  cells?: OwnCells;
};

const LINKS: Partial<Record<FieldDefinition["kind"], string>> = {
  email: "mailto:",
  phone: "tel:",
  url: "",
};

/** A value with room: whole texts, links, previews. */
export function FieldValue({ name, field, value, changedAt, cells }: FieldValueProps) {
  const Own = cells?.[name];
  if (Own) return <Own field={field} value={value} />;
  if (value === null || value === "" || value === undefined) {
    return <Cell field={field} value={null} />;
  }
  switch (field.kind) {
    case "long_text":
      return <p className="max-w-prose whitespace-pre-wrap">{String(value)}</p>;
    case "json":
      return (
        <pre
          // What is wider than the page is reached by the arrow keys, too.
          tabIndex={0}
          className="bg-surface max-h-96 overflow-auto rounded-md border p-3 font-mono text-sm"
        >
          {JSON.stringify(value, null, 2)}
        </pre>
      );
    case "email":
    case "phone":
    case "url":
      return <LinkedText scheme={LINKS[field.kind]!} text={String(value)} />;
    case "reference":
      return <ReferenceValue to={field.to} reference={value as RecordReference} />;
    case "references":
      return (
        <Several
          field={field}
          values={value as RecordReference[]}
          show={(reference) => <ReferenceValue to={field.to} reference={reference} />}
        />
      );
    case "array":
      return (
        <Several
          field={field}
          values={value as unknown[]}
          show={(item) => field.choices?.[String(item)] ?? String(item)}
        />
      );
    case "file":
    case "image":
      return (
        <FileValue
          file={value as StoredFile}
          isImage={field.kind === "image"}
          version={changedAt}
        />
      );
    default:
      return <Cell field={field} value={value} />;
  }
}

function LinkedText({ scheme, text }: { scheme: string; text: string }) {
  if (!scheme && !/^https?:/i.test(text)) return text;
  const outside = scheme ? {} : { target: "_blank", rel: "noreferrer" };
  return (
    <a
      href={scheme + text}
      className="text-primary break-all underline-offset-4 hover:underline"
      {...outside}
    >
      {text}
    </a>
  );
}

type SeveralProps<Value> = {
  field: FieldDefinition;
  values: Value[];
  show: (value: Value) => ReactNode;
};

function Several<Value>({ field, values, show }: SeveralProps<Value>) {
  if (values.length === 0) return <Cell field={field} value={null} />;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {values.map((value, place) => (
        <li key={place} className="max-w-full">
          <Chip>{show(value)}</Chip>
        </li>
      ))}
    </ul>
  );
}
