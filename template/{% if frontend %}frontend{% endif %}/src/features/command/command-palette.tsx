"use client";

import { Command } from "cmdk";
import { ArrowRight, LayoutDashboard, Moon, Plus, Settings, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { NAVIGATION } from "@/components/layout/navigation";
import { useSession } from "@/lib/session";

import { useFoundRecords } from "./found-records";

type CommandPaletteProps = { isOpen: boolean; onClose: () => void };

/** Everything by keyboard: pages, new records, records found by their words. */
export function CommandPalette({ isOpen, onClose }: CommandPaletteProps) {
  const t = useTranslations("command");
  const router = useRouter();
  const [words, setWords] = useState("");
  const { permissions } = useSession();
  const may = (entity: string, operation: "list" | "create") =>
    permissions[entity]?.operations.includes(operation);
  const lists = NAVIGATION.filter(({ entity }) => may(entity, "list"));
  const found = useFoundRecords(
    lists.map(({ entity }) => entity),
    words,
  );

  function go(href: string) {
    onClose();
    setWords("");
    router.push(href);
  }

  return (
    <Command.Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      label={t("title")}
      loop
      overlayClassName="fixed inset-0 z-40 bg-black/40 data-[state=open]:animate-in data-[state=open]:fade-in-0"
      contentClassName="bg-background fixed top-[15vh] left-1/2 z-50 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-xl border shadow-xl data-[state=open]:animate-in data-[state=open]:fade-in-0"
    >
      <Command.Input
        value={words}
        onValueChange={setWords}
        placeholder={t("placeholder")}
        className="placeholder:text-secondary h-12 w-full border-b px-4 outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-2">
        <Command.Empty className="text-secondary px-2 py-8 text-center">
          {t(found.isPending ? "searching" : "nothing")}
        </Command.Empty>
        {found.records.length > 0 && (
          <Group heading={t("records")}>
            {found.records.map(({ href, title, label }) => (
              // The server has found it: it is not for the palette to doubt that.
              <Entry key={href} value={`${words} ${href}`} onSelect={() => go(href)}>
                <ArrowRight aria-hidden />
                <span className="truncate">{title}</span>
                <span className="text-secondary ml-auto text-sm">{label}</span>
              </Entry>
            ))}
          </Group>
        )}
        <Group heading={t("pages")}>
          <Entry value={t("dashboard")} onSelect={() => go("/dashboard")}>
            <LayoutDashboard aria-hidden />
            {t("dashboard")}
          </Entry>
          {lists.map(({ entity, label, href, Icon }) => (
            <Entry key={entity} value={label} onSelect={() => go(href)}>
              <Icon aria-hidden />
              {label}
            </Entry>
          ))}
          <Entry value={t("settings")} onSelect={() => go("/settings")}>
            <Settings aria-hidden />
            {t("settings")}
          </Entry>
        </Group>
        <Group heading={t("actions")}>
          {NAVIGATION.filter(({ entity }) => may(entity, "create")).map(
            ({ entity, singular, href }) => (
              <Entry
                key={entity}
                value={t("new", { label: singular })}
                onSelect={() => go(`${href}/new`)}
              >
                <Plus aria-hidden />
                {t("new", { label: singular })}
              </Entry>
            ),
          )}
          <ThemeEntry onDone={onClose} />
        </Group>
      </Command.List>
    </Command.Dialog>
  );
}

function ThemeEntry({ onDone }: { onDone: () => void }) {
  const t = useTranslations("command");
  const { resolvedTheme, setTheme } = useTheme();
  const other = resolvedTheme === "dark" ? "light" : "dark";
  return (
    <Entry
      value={t(other)}
      onSelect={() => {
        setTheme(other);
        onDone();
      }}
    >
      {other === "light" ? <Sun aria-hidden /> : <Moon aria-hidden />}
      {t(other)}
    </Entry>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:text-secondary [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-sm"
    >
      {children}
    </Command.Group>
  );
}

type EntryProps = { value: string; onSelect: () => void; children: ReactNode };

function Entry({ value, onSelect, children }: EntryProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="data-[selected=true]:bg-muted [&_svg]:text-secondary flex cursor-default items-center gap-2.5 rounded-md px-2 py-2 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {children}
    </Command.Item>
  );
}
