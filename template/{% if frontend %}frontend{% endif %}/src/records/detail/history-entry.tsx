import { useFormatter, useTranslations } from "use-intl";

import type { FieldDefinition, RecordChange } from "../definition";
import { HistoryValue } from "./history-value";

type HistoryEntryProps = {
  change: RecordChange;
  fields: Record<string, FieldDefinition>;
  /** The record as it is now, which knows names of what its past refers to. */
  item: Record<string, unknown>;
};

const KNOWN = ["create", "update", "delete", "restore"] as const;

/** One change: who, when, and from what to what. */
export function HistoryEntry({ change, fields, item }: HistoryEntryProps) {
  const t = useTranslations("history");
  const format = useFormatter();
  const action = KNOWN.find((known) => known === change.action);
  const changed = Object.entries(change.changes).filter(([name]) => fields[name]);
  const isNew = change.action === "create";
  const list = (
    <ul className="mt-1.5 grid gap-1.5 text-sm">
      {changed.map(([name, values]) => (
        <li key={name} className="wrap-anywhere">
          <span className="text-secondary block">{fields[name]!.label}</span>
          {values === null ? (
            t("not_kept")
          ) : (
            <HistoryValue
              field={fields[name]!}
              before={values[0]}
              after={values[1]}
              current={item[name]}
              isNew={isNew}
            />
          )}
        </li>
      ))}
    </ul>
  );
  return (
    <li className="min-w-0 border-l-2 pl-3">
      <p>
        <span className="font-medium">{change.actor?.label ?? t("nobody")}</span>{" "}
        {action ? t(action) : change.action}
      </p>
      <time dateTime={change.created_at} className="text-secondary text-sm">
        {format.dateTime(new Date(change.created_at), { dateStyle: "medium", timeStyle: "short" })}
      </time>
      {changed.length > 0 &&
        (isNew ? (
          <details className="text-sm">
            <summary className="text-secondary hover:text-foreground mt-1 cursor-pointer">
              {t("initial_values", { count: changed.length })}
            </summary>
            {list}
          </details>
        ) : (
          list
        ))}
    </li>
  );
}
