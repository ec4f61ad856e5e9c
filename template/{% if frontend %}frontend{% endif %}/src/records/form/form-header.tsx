import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import type { AnyRecord, EntityDefinition } from "../definition";

type FormHeaderProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  item?: Item;
};

export function FormHeader<Item extends AnyRecord, Input>({
  definition: { path, label, pluralLabel, title },
  item,
}: FormHeaderProps<Item, Input>) {
  const t = useTranslations("form");
  return (
    <header className="grid grid-cols-1 gap-1">
      <Link
        href={item ? `${path}/${item.id}` : path}
        className="text-secondary hover:text-foreground -ml-1 inline-flex max-w-full items-center gap-1 justify-self-start text-sm"
      >
        <ChevronLeft className="size-4 shrink-0" aria-hidden />
        <span className="truncate first-letter:uppercase">{item ? title(item) : pluralLabel}</span>
      </Link>
      <h1 className="text-xl font-semibold tracking-tight">
        {t(item ? "edit" : "new", { label })}
      </h1>
    </header>
  );
}
