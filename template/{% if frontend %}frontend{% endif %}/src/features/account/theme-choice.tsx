"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenu } from "radix-ui";
import { useTranslations } from "use-intl";

const THEMES = [
  { theme: "light", Icon: Sun },
  { theme: "dark", Icon: Moon },
  { theme: "system", Icon: Monitor },
] as const;

/** Light, dark, or as the device has it: a row in a menu. */
export function ThemeChoice() {
  const t = useTranslations("account");
  const { theme, setTheme } = useTheme();
  return (
    <div className="flex items-center justify-between gap-2 py-1 pr-1 pl-2">
      <span id="theme-choice">{t("theme")}</span>
      <DropdownMenu.RadioGroup
        value={theme}
        onValueChange={setTheme}
        aria-labelledby="theme-choice"
        className="bg-muted flex gap-0.5 rounded-md p-0.5"
      >
        {THEMES.map(({ theme: value, Icon }) => (
          <DropdownMenu.RadioItem
            key={value}
            value={value}
            aria-label={t(`themes.${value}`)}
            title={t(`themes.${value}`)}
            // The menu stays, so that the choice can be seen.
            onSelect={(event) => event.preventDefault()}
            className="text-secondary data-highlighted:text-foreground data-[state=checked]:bg-background data-[state=checked]:text-foreground data-highlighted:ring-ring grid size-7 cursor-default place-items-center rounded-sm outline-none data-highlighted:ring-2"
          >
            <Icon className="size-4" aria-hidden />
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </div>
  );
}
