"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "use-intl";

import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import type { ChangeUrl } from "@/lib/url-state";

import type { FieldKind } from "../definition";
import type { ListState, Offer } from "./query";
import { ToolButton } from "./tool-button";

type ViewMenuProps = { offer: Offer; state: ListState; change: ChangeUrl };

/** Which columns there are, and in which order the rows. */
export function ViewMenu({ offer, state, change }: ViewMenuProps) {
  const t = useTranslations("list");
  // The first column leads to the record, so it stays.
  const [, ...columns] = offer.columns;
  const labelOf = (name: string) => offer.fields[name]?.label ?? name;

  function toggle(name: string, isShown: boolean) {
    const hidden = isShown
      ? state.hidden.filter((other) => other !== name)
      : [...state.hidden, name];
    change({ hide: hidden.join(",") }, "replace");
  }

  if (columns.length + offer.ordering.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <ToolButton Icon={SlidersHorizontal} label={t("options")} />
      </MenuTrigger>
      <MenuContent className="max-h-(--radix-dropdown-menu-content-available-height) max-w-72 overflow-y-auto">
        {columns.length > 0 && (
          <>
            <MenuLabel>{t("columns")}</MenuLabel>
            {columns.map((name) => (
              <MenuCheckboxItem
                key={name}
                checked={!state.hidden.includes(name)}
                onCheckedChange={(isShown) => toggle(name, isShown)}
              >
                {labelOf(name)}
              </MenuCheckboxItem>
            ))}
          </>
        )}
        {columns.length > 0 && offer.ordering.length > 0 && <MenuSeparator />}
        {offer.ordering.length > 0 && (
          <>
            <MenuLabel>{t("sort.title")}</MenuLabel>
            <MenuRadioGroup
              value={state.ordering}
              onValueChange={(ordering) => change({ ordering, page: null })}
            >
              <MenuRadioItem value="">{t("sort.default")}</MenuRadioItem>
              {offer.ordering.flatMap((name) => {
                const [up, down] = wordsOf(offer.fields[name]?.kind);
                const label = labelOf(name);
                return [
                  <MenuRadioItem key={name} value={name}>
                    {t(`sort.${up}`, { label })}
                  </MenuRadioItem>,
                  <MenuRadioItem key={`-${name}`} value={`-${name}`}>
                    {t(`sort.${down}`, { label })}
                  </MenuRadioItem>,
                ];
              })}
            </MenuRadioGroup>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

function wordsOf(kind: FieldKind | undefined) {
  switch (kind) {
    case "integer":
    case "big_integer":
    case "float":
    case "decimal":
    case "duration":
      return ["smallest", "largest"] as const;
    case "date":
    case "datetime":
    case "time":
      return ["earliest", "latest"] as const;
    case "text":
    case "email":
    case "slug":
    case "url":
      return ["text_ascending", "text_descending"] as const;
    default:
      return ["ascending", "descending"] as const;
  }
}
