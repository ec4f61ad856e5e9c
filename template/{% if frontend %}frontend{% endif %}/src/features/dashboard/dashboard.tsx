"use client";

import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

import { useSession } from "@/lib/session";

import { CountWidget } from "./count-widget";
import { FirstSteps } from "./first-steps";
import { LatestWidget } from "./latest-widget";
import { widgetOptions } from "./widget-query";
import type { Widget } from "./widgets";

/** How things stand and what is new, as far as the user may see it. */
export function Dashboard({ widgets, children }: { widgets: Widget[]; children?: ReactNode }) {
  const t = useTranslations("dashboard");
  const { permissions } = useSession();
  const shown = widgets.filter((widget) => {
    const abilities = permissions[widget.entity];
    const by = widget.show === "count" ? widget.by : undefined;
    return abilities?.operations.includes("list") && (!by || abilities.readable.includes(by));
  });
  const counts = useQueries({
    queries: shown.map(widgetOptions),
    combine: (results) => results.map(({ data }) => data?.count),
  });
  const isNothingThere = counts.every((count) => count === 0);

  return (
    <div className="grid gap-4">
      <h1 className="text-xl font-semibold tracking-tight">{t("title")}</h1>
      {children}
      {isNothingThere ? (
        <FirstSteps />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
          {shown.map((widget) =>
            widget.show === "count" ? (
              <CountWidget key={`${widget.entity} ${widget.by}`} widget={widget} />
            ) : (
              <LatestWidget key={widget.entity} widget={widget} />
            ),
          )}
        </div>
      )}
    </div>
  );
}
