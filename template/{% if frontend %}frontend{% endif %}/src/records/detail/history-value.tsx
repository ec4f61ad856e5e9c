import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";

import { isReference, type FieldDefinition } from "../definition";
import { PlainValue } from "../plain-value";

type HistoryValueProps = {
  field: FieldDefinition;
  before: unknown;
  after: unknown;
  /** What the field holds now. */
  current: unknown;
  isNew: boolean;
};

/** From what to what a field was changed. */
export function HistoryValue({ field, before, after, current, isNew }: HistoryValueProps) {
  const t = useTranslations("history");
  if (field.kind === "references") {
    return t(after ? "added" : "removed", { name: nameOf(after ?? before, current) ?? t("other") });
  }
  const show = (value: unknown) =>
    field.kind === "reference" && value ? (
      (nameOf(value, current) ?? t("other"))
    ) : (
      <PlainValue field={field} value={shown(field, value)} />
    );
  if (isNew) return show(after);
  return (
    <span className="[&_svg]:text-secondary [&_svg]:mx-1 [&_svg]:inline [&_svg]:size-3.5">
      <span className="sr-only">{t("from")}</span> {show(before)}
      <ArrowRight aria-hidden />
      <span className="sr-only">{t("to")}</span> {show(after)}
    </span>
  );
}

/** The trail keeps ids: their names are known of what the record refers to now. */
function nameOf(id: unknown, current: unknown): string | undefined {
  const known = [current].flat().filter(isReference);
  return known.find((reference) => reference.id === id)?.label ?? undefined;
}

/** The trail keeps files by their names. */
function shown(field: FieldDefinition, value: unknown): unknown {
  const isFile = field.kind === "file" || field.kind === "image";
  return isFile && typeof value === "string" && value ? { name: value, url: null } : value;
}
