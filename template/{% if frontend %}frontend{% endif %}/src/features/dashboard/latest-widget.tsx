"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "use-intl";

import { Skeleton } from "@/components/ui/skeleton";
import { useAbilities } from "@/lib/session";
import { LineCell } from "@/records/cell";
import type { AnyRecord, EntityDefinition } from "@/records/definition";

import { Card } from "./card";
import { WidgetBody } from "./widget-body";
import { widgetOptions } from "./widget-query";
import type { Widget } from "./widgets";

/** The newest records, with what their list says of their state. */
export function LatestWidget({ widget }: { widget: Widget & { show: "latest" } }) {
  const t = useTranslations("dashboard");
  const result = useQuery(widgetOptions(widget));
  const { definition } = result.data ?? {};
  const entity = definition?.pluralLabel ?? "";
  return (
    <Card title={t("latest", { entity })} href={definition?.path}>
      <WidgetBody result={result} skeleton={<LatestSkeleton />}>
        {({ definition, latest }) => (
          <ul className="-mx-2">
            {latest.map((item) => (
              <LatestRecord key={item.id} definition={definition} item={item} />
            ))}
          </ul>
        )}
      </WidgetBody>
    </Card>
  );
}

type LatestRecordProps = { definition: EntityDefinition; item: AnyRecord };

function LatestRecord({ definition, item }: LatestRecordProps) {
  const format = useFormatter();
  const now = useNow();
  const { operations, readable } = useAbilities(definition.entity);
  const { path, fields, columns, label } = definition;
  const title = definition.title(item) || label;
  const state = columns.find((name) => fields[name]?.kind === "choice" && readable.includes(name));
  const created = new Date(item.created_at);
  return (
    <li className="flex h-10 items-center gap-3 px-2">
      {operations.includes("retrieve") ? (
        <Link
          href={`${path}/${item.id}`}
          prefetch={false}
          className="min-w-0 flex-1 truncate rounded-sm font-medium underline-offset-4 hover:underline"
        >
          {title}
        </Link>
      ) : (
        <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      )}
      {state && (
        <span className="shrink-0">
          <LineCell field={fields[state]!} value={(item as Record<string, unknown>)[state]} />
        </span>
      )}
      <time
        dateTime={item.created_at}
        title={format.dateTime(created, { dateStyle: "full", timeStyle: "short" })}
        className="text-secondary w-24 shrink-0 text-right text-sm max-sm:hidden"
      >
        {format.relativeTime(created, now)}
      </time>
    </li>
  );
}

function LatestSkeleton() {
  return (
    <div className="grid gap-5 py-2.5">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="h-5" />
      ))}
    </div>
  );
}
