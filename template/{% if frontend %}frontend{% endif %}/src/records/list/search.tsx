"use client";

import { SearchIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";

import { Input } from "@/components/ui/input";

const PAUSE = 250; // milliseconds without a key before the server is asked

type SearchProps = { value: string; onSearch: (value: string) => void };

export function Search({ value, onSearch }: SearchProps) {
  const t = useTranslations("list");
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <div className="relative w-full max-w-sm">
      <SearchIcon
        className="text-secondary pointer-events-none absolute top-2.5 left-3 size-4"
        aria-hidden
      />
      <Input
        type="search"
        className="pl-9"
        aria-label={t("search")}
        placeholder={t("search")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
