"use client";

import { Download, Trash2 } from "lucide-react";
import { useCallback } from "react";
import { useTranslations } from "use-intl";

import type { ChangeUrl } from "@/lib/url-state";

import type { EntityDefinition } from "../definition";
import { FilterBar } from "./filter-bar";
import { filterQuery, type ListState, type Offer } from "./query";
import { Search } from "./search";
import { ToolButton } from "./tool-button";
import { useExport } from "./use-export";
import { ViewMenu } from "./view-menu";

type ToolbarProps = {
  definition: EntityDefinition;
  offer: Offer;
  state: ListState;
  change: ChangeUrl;
};

/** What is shown of the list, and how. */
export function Toolbar({ definition, offer, state, change }: ToolbarProps) {
  const t = useTranslations("list");
  const exporting = useExport(definition);
  const search = useCallback(
    (search: string) => change({ search, page: null }, "replace"),
    [change],
  );
  const filters = offer.filters.length > 0 && (
    <FilterBar offer={offer} state={state} change={change} />
  );
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2">
        {offer.isSearchable ? (
          <Search
            label={t("search", { label: definition.pluralLabel })}
            value={state.search}
            onSearch={search}
          />
        ) : (
          filters
        )}
        <div className="ml-auto flex items-center gap-2">
          {offer.hasBin && (
            <ToolButton
              Icon={Trash2}
              label={t("bin")}
              aria-pressed={state.isBin}
              className="aria-pressed:bg-accent aria-pressed:border-primary"
              onClick={() => change({ deleted: state.isBin ? null : "true", page: null })}
            />
          )}
          {definition.api.export && (
            <ToolButton
              Icon={Download}
              label={t("export")}
              isBusy={exporting.isPending}
              onClick={() => exporting.mutate(filterQuery(offer, state))}
            />
          )}
          <ViewMenu offer={offer} state={state} change={change} />
        </div>
      </div>
      {offer.isSearchable && filters}
    </div>
  );
}
