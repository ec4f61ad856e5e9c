"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "use-intl";

import { Skeleton } from "@/components/ui/skeleton";
import { withinSentence } from "@/lib/format";
import type { EntityDefinition } from "@/records/definition";

import { Card } from "./card";
import { GroupTable } from "./group-table";
import { COLORLESS, slicesOf } from "./slices";
import { WidgetBody } from "./widget-body";
import { widgetOptions, type WidgetData } from "./widget-query";
import type { Widget } from "./widgets";

// The chart library is larger than the rest of the page.
const Donut = dynamic(() => import("./donut").then(({ Donut }) => Donut), {
  ssr: false,
  loading: () => <Skeleton className="size-40 rounded-full" />,
});

/** How many records there are, by the values of a field. */
export function CountWidget({ widget }: { widget: Widget & { show: "count" } }) {
  const t = useTranslations("dashboard");
  const result = useQuery(widgetOptions(widget));
  const { by } = widget;
  const titleOf = ({ pluralLabel, fields }: EntityDefinition) =>
    by
      ? t("by", { entity: pluralLabel, field: withinSentence(fields[by]?.label ?? by) })
      : pluralLabel;
  const definition = result.data?.definition;
  return (
    <Card title={definition ? titleOf(definition) : ""} href={definition?.path}>
      <WidgetBody result={result} skeleton={<CountSkeleton />}>
        {(data) =>
          by ? (
            <Groups data={data} by={by} label={titleOf(data.definition)} />
          ) : (
            <Total data={data} />
          )
        }
      </WidgetBody>
    </Card>
  );
}

function Total({ data: { count, isExact } }: { data: WidgetData }) {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  return (
    <p className="text-3xl font-semibold tracking-tight">
      {isExact ? format.number(count) : t("more_than", { count })}
    </p>
  );
}

type GroupsProps = { data: WidgetData; by: string; label: string };

function Groups({ data, by, label }: GroupsProps) {
  const format = useFormatter();
  const { definition, count, others } = data;
  const slices = slicesOf(data, by);
  return (
    <div className="flex h-full flex-wrap items-center justify-center gap-x-8 gap-y-5">
      <div className="relative size-40 shrink-0" aria-hidden>
        <Donut parts={[...slices, { count: others, color: COLORLESS }]} />
        <div className="absolute inset-0 grid place-content-center text-center">
          <p className="text-2xl font-semibold tracking-tight">{format.number(count)}</p>
          <p className="text-secondary text-sm">{definition.pluralLabel}</p>
        </div>
      </div>
      <div className="min-w-44 flex-1">
        <GroupTable label={label} slices={slices} others={others} />
      </div>
    </div>
  );
}

function CountSkeleton() {
  return (
    <div className="flex flex-wrap items-center gap-8">
      <Skeleton className="size-40 rounded-full" />
      <div className="grid min-w-44 flex-1 gap-3">
        {[1, 2, 3, 4].map((row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
    </div>
  );
}
