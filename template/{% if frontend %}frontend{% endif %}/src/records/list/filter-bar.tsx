"use client";

import { ListFilter } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import type { ChangeUrl } from "@/lib/url-state";

import { FilterChip } from "./filter-chip";
import { filterParameters, withoutFilters } from "./filters";
import { isNarrowed, type ListState, type Offer } from "./query";

const IN_SIGHT = 4; // filters that need no menu, where there is room

type FilterBarProps = { offer: Offer; state: ListState; change: ChangeUrl };

/** What the list is narrowed by, and what else it could be narrowed by. */
export function FilterBar({ offer, state, change }: FilterBarProps) {
  const t = useTranslations("list");
  const [opened, setOpened] = useState("");
  const isFilterChosen = useRef(false);
  const isActive = (name: string) =>
    filterParameters(name, offer.fields[name]!).some((parameter) => state.filters[parameter]);
  const idle = offer.filters.filter((name) => !isActive(name));

  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label={t("filters")}>
      {offer.filters.map((name, place) => {
        const isIdle = !isActive(name) && opened !== name;
        if (isIdle && place >= IN_SIGHT) return null;
        return (
          <FilterChip
            key={name}
            className={isIdle ? "max-sm:hidden" : undefined}
            name={name}
            field={offer.fields[name]!}
            filters={state.filters}
            isOpen={opened === name}
            onOpen={(isOpen) => setOpened(isOpen ? name : "")}
            change={(changes, entry) => change({ ...changes, page: null }, entry)}
          />
        );
      })}
      {idle.length > 0 && (
        <Menu>
          <MenuTrigger asChild>
            <Button
              size="small"
              look="ghost"
              className={cn(
                "text-secondary",
                idle.every((name) => offer.filters.indexOf(name) < IN_SIGHT) && "sm:hidden",
              )}
            >
              <ListFilter aria-hidden />
              {t("filter.more")}
            </Button>
          </MenuTrigger>
          <MenuContent
            align="start"
            onCloseAutoFocus={(event) => {
              // The filter that was chosen has the focus now.
              if (isFilterChosen.current) event.preventDefault();
              isFilterChosen.current = false;
            }}
          >
            {idle.map((name) => (
              <MenuItem
                key={name}
                className={offer.filters.indexOf(name) < IN_SIGHT ? "sm:hidden" : undefined}
                onSelect={() => {
                  isFilterChosen.current = true;
                  setOpened(name);
                }}
              >
                {offer.fields[name]!.label}
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      )}
      {isNarrowed(state) && (
        <Button size="small" look="ghost" onClick={() => change(withoutFilters(offer))}>
          {t("clear_filters")}
        </Button>
      )}
    </div>
  );
}
