"use client";

import { useTranslations } from "use-intl";

import type { RecordReference, StoredFile } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";

import { Away, Choice, Download, Flag, Moment, Picture, Reference, Several } from "./cell-parts";
import type { FieldDefinition } from "./definition";
import { isEmpty, itemField, useValueText } from "./format";

const LONG = 32; // characters that may not fit in a line

type CellProps = { field: FieldDefinition; value: unknown };

/** The value of a field as people read it, all of it. */
export function Cell({ field, value }: CellProps) {
  const textOf = useValueText();
  if (isEmpty(value)) return <Nothing />;
  switch (field.kind) {
    case "reference":
      return <Reference to={field.to} reference={value as RecordReference} />;
    case "references":
      return (
        <Several>
          {(value as RecordReference[]).map((reference) => (
            <Reference key={reference.id} to={field.to} reference={reference} />
          ))}
        </Several>
      );
    case "array":
      return (
        <Several>
          {(value as unknown[]).map((item, place) => (
            <Badge key={place}>{textOf(itemField(field), item)}</Badge>
          ))}
        </Several>
      );
    case "image":
      return <Picture file={value as StoredFile} />;
    case "json":
      return (
        <pre className="bg-muted overflow-x-auto rounded-md p-3 font-mono text-sm">
          {JSON.stringify(value, null, 2)}
        </pre>
      );
    case "long_text":
      return <p className="break-words whitespace-pre-wrap">{String(value)}</p>;
    default:
      return (
        <span className="break-words">
          <Value field={field} value={value} />
        </span>
      );
  }
}

type LineProps = CellProps & {
  /** Stands in a link, which can hold no other. */
  isLinked?: boolean;
};

/** The value of a field in one line, cut off where the room ends. */
export function LineCell({ field, value, isLinked = false }: LineProps) {
  const text = useValueText()(field, value);
  if (isEmpty(value)) return <Nothing />;
  if (field.kind === "image") return <Picture file={value as StoredFile} isSmall />;
  return (
    <span className="block truncate" title={text.length > LONG ? text : undefined}>
      <Value field={field} value={value} isLinked={isLinked} />
    </span>
  );
}

function Value({ field, value, isLinked = false }: LineProps) {
  const text = useValueText()(field, value);
  switch (field.kind) {
    case "choice":
      return (
        <Choice field={field} value={String(value)}>
          {text}
        </Choice>
      );
    case "boolean":
      return <Flag isSet={Boolean(value)}>{text}</Flag>;
    case "integer":
    case "big_integer":
    case "float":
    case "decimal":
      return <span className="tabular-nums">{text}</span>;
    case "datetime":
      return <Moment value={String(value)}>{text}</Moment>;
    case "uuid":
    case "json":
      return <span className="font-mono text-sm">{text}</span>;
    case "email":
      return isLinked ? text : <Away href={`mailto:${text}`}>{text}</Away>;
    case "phone":
      return isLinked ? text : <Away href={`tel:${text.replaceAll(/[^+\d]/g, "")}`}>{text}</Away>;
    case "url":
      // What somebody typed in may be a script.
      return !isLinked && /^https?:/i.test(text) ? <Away href={text}>{text}</Away> : text;
    case "file":
      return isLinked ? text : <Download file={value as StoredFile} />;
    default:
      return text;
  }
}

function Nothing() {
  const t = useTranslations("values");
  return (
    <span className="text-secondary">
      <span aria-hidden>–</span>
      <span className="sr-only">{t("empty")}</span>
    </span>
  );
}
