"use client";

import { Menu, Search } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { PRODUCT } from "@/product";

import { NavigationSheet } from "./navigation-sheet";
import { Places } from "./places";

type ShellProps = {
  workspaceSwitcher: ReactNode;
  userMenu: ReactNode;
  onSearch: () => void;
  children: ReactNode;
};

/** What stands around every page of the signed-in. */
export function Shell({ workspaceSwitcher, userMenu, onSearch, children }: ShellProps) {
  const t = useTranslations("shell");
  const [isMenuOpen, setMenuOpen] = useState(false);
  useShortcut(onSearch);
  const navigation = (
    <>
      {workspaceSwitcher}
      <SearchButton onClick={onSearch} />
      <Places />
      <div className="mt-auto">{userMenu}</div>
    </>
  );
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr] md:grid-cols-[15rem_minmax(0,1fr)] md:grid-rows-1">
      <a
        href="#content"
        className="bg-background sr-only z-50 rounded-md border px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <header className="bg-background/90 sticky top-0 z-30 flex h-14 items-center gap-1 border-b px-2 backdrop-blur md:hidden">
        <Button
          look="ghost"
          size="icon"
          aria-label={t("open_menu")}
          onClick={() => setMenuOpen(true)}
        >
          <Menu aria-hidden />
        </Button>
        <p className="grow truncate font-semibold tracking-tight">{PRODUCT.title}</p>
        <Button look="ghost" size="icon" aria-label={t("search")} onClick={onSearch}>
          <Search aria-hidden />
        </Button>
      </header>
      <NavigationSheet isOpen={isMenuOpen} onClose={() => setMenuOpen(false)}>
        {navigation}
      </NavigationSheet>
      <aside className="bg-surface sticky top-0 hidden h-dvh flex-col gap-3 overflow-y-auto border-r p-3 md:flex">
        {navigation}
      </aside>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-7xl px-4 py-6 outline-none md:px-8"
      >
        {children}
      </main>
    </div>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("shell");
  return (
    <button
      type="button"
      onClick={onClick}
      className="bg-background text-secondary hover:text-foreground flex h-8 items-center gap-2 rounded-md border px-2 text-sm"
    >
      <Search className="size-4" aria-hidden />
      {t("search")}
      <kbd className="bg-muted ml-auto rounded-sm px-1.5 font-sans">Ctrl K</kbd>
    </button>
  );
}

function useShortcut(onSearch: () => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onSearch();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onSearch]);
}

/** The shell before it is known who is signed in. */
export function ShellSkeleton() {
  return (
    <div className="grid min-h-dvh md:grid-cols-[15rem_1fr]" aria-busy>
      <div className="bg-surface hidden gap-2 border-r p-3 md:grid md:content-start">
        <Skeleton className="mb-3 h-9" />
        <Skeleton className="h-7" />
        <Skeleton className="h-7 w-2/3" />
        <Skeleton className="h-7 w-3/4" />
      </div>
      <div className="mx-auto grid w-full max-w-7xl content-start gap-4 px-4 py-6 md:px-8">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-64" />
      </div>
    </div>
  );
}
