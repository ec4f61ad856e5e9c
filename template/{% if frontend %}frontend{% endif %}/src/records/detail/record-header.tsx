import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Badge } from "@/components/ui/badge";
import { useAbilities } from "@/lib/session";

import { Cell } from "../cell";
import type { AnyRecord, EntityDefinition } from "../definition";
import { isDeleted, type VersionedRecord } from "../record-query";
import { RecordActions } from "./record-actions";

type RecordHeaderProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  record: VersionedRecord<Item>;
};

export function RecordHeader<Item extends AnyRecord, Input>({
  definition,
  record,
}: RecordHeaderProps<Item, Input>) {
  const t = useTranslations("record");
  const { readable } = useAbilities(definition.entity);
  const { item } = record;
  const state = stateField(definition);
  return (
    <header className="grid grid-cols-1 gap-1">
      <Link
        href={definition.path}
        className="text-secondary hover:text-foreground -ml-1 inline-flex items-center gap-1 justify-self-start text-sm"
      >
        <ChevronLeft className="size-4" aria-hidden />
        <span className="first-letter:uppercase">{definition.pluralLabel}</span>
      </Link>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-h-9 min-w-0 flex-1 basis-60 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">
            {definition.title(item)}
          </h1>
          {state && readable.includes(state) && (
            <Cell
              field={definition.fields[state]!}
              value={(item as Record<string, unknown>)[state]}
            />
          )}
          {isDeleted(item) && <Badge>{t("deleted")}</Badge>}
        </div>
        <RecordActions definition={definition} record={record} />
      </div>
    </header>
  );
}

/** The field that says how things stand: the workflow's, or else the first choice of the list. */
function stateField<Item extends AnyRecord, Input>(
  definition: EntityDefinition<Item, Input>,
): string | undefined {
  const isChoice = (name: string) => definition.fields[name]?.kind === "choice";
  return definition.workflow?.field ?? definition.columns.find(isChoice);
}
