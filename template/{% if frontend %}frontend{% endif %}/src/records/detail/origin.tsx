import { useFormatter, useTranslations } from "use-intl";

import type { RecordReference } from "@/api/generated/types.gen";

import type { AnyRecord } from "../definition";

/** When a record was made, by whom, and when it was changed. */
export function Origin({ item, readable }: { item: AnyRecord; readable: string[] }) {
  const t = useTranslations("record");
  const format = useFormatter();
  const { created_by: author } = item as { created_by?: RecordReference | null };
  const rows = [
    { name: "created_at", label: t("created"), value: item.created_at },
    { name: "updated_at", label: t("updated"), value: item.updated_at },
  ].filter(({ name }) => readable.includes(name));
  if (rows.length === 0) return null;
  return (
    <dl className="grid gap-3 rounded-lg border p-4 sm:grid-cols-2 xl:grid-cols-1">
      {rows.map(({ name, label, value }) => (
        <div key={name} className="grid gap-0.5">
          <dt className="text-secondary text-sm">{label}</dt>
          <dd>
            <time dateTime={value}>
              {format.dateTime(new Date(value), { dateStyle: "medium", timeStyle: "short" })}
            </time>
            {name === "created_at" && author?.label && (
              <span className="text-secondary block text-sm">
                {t("by", { name: author.label })}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
