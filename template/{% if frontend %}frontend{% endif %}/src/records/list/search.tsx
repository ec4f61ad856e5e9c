"use client";

import { SearchIcon } from "lucide-react";
import { useEffect, useState } from "react";

import { Input } from "@/components/ui/input";

const PAUSE = 250; // milliseconds without a key before the server is asked

type SearchProps = { label: string; value: string; onSearch: (value: string) => void };

export function Search({ label, value, onSearch }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // Somebody else has changed it: the back button, or what clears the filters.
    if (value !== sent) {
      setTyped(value);
      setSent(value);
    }
  }

  useEffect(() => {
    const wish = typed.trim();
    if (wish === sent) return;
    const timer = setTimeout(() => {
      setSent(wish);
      onSearch(wish);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed, sent, onSearch]);

  return (
    <div className="relative min-w-0 grow sm:max-w-72">
      <SearchIcon
        className="text-secondary pointer-events-none absolute top-2.5 left-3 size-4"
        aria-hidden
      />
      <Input
        type="search"
        className="pl-9"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}
