"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { useAbilities } from "@/lib/session";

import type { EntityDefinition } from "../definition";
import { useEntity } from "../use-entity";
import { RelatedTable } from "./related-table";

const MOST = 5;

type RelatedListProps = {
  entity: string;
  /** The field of that entity that points here. */
  field: string;
  id: string;
};

/** The newest of the records that point here. */
export function RelatedList(props: RelatedListProps) {
  const { operations } = useAbilities(props.entity);
  const { data: definition } = useEntity(props.entity);
  if (!operations.includes("list")) return null;
  return definition ? <Found {...props} definition={definition} /> : <Skeleton className="h-40" />;
}

function Found({
  definition,
  entity,
  field,
  id,
}: RelatedListProps & { definition: EntityDefinition }) {
  const t = useTranslations("record");
  const { operations } = useAbilities(entity);
  const query = { [field]: id, page_size: MOST };
  const list = useQuery({
    queryKey: [entity, "list", query],
    queryFn: async ({ signal }) =>
      (await definition.api.list!({ query, signal, throwOnError: true })).data,
  });
  const { path, label, pluralLabel } = definition;
  const count = list.data?.count ?? 0;
  return (
    <section className="grid grid-cols-1 gap-3" aria-label={pluralLabel}>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold first-letter:uppercase">
          {pluralLabel} {list.data && <span className="text-secondary font-normal">{count}</span>}
        </h2>
        {operations.includes("create") && (
          <Button size="small" asChild>
            <Link href={`${path}/new?${field}=${id}`}>
              <Plus aria-hidden />
              {t("new", { label })}
            </Link>
          </Button>
        )}
      </div>
      <div className="overflow-hidden rounded-lg border" aria-busy={list.isFetching}>
        {list.isPending && <Skeleton className="m-3 h-24" />}
        {list.isError && <ErrorState error={list.error} retry={list.refetch} />}
        {list.data && count === 0 && (
          <p className="text-secondary p-4">{t("none_related", { label: pluralLabel })}</p>
        )}
        {list.data && count > 0 && (
          <RelatedTable definition={definition} without={field} items={list.data.results} />
        )}
        {count > MOST && (
          <Link
            href={`${path}?${field}=${id}`}
            className="text-primary hover:bg-surface block border-t px-4 py-2.5 text-sm"
          >
            {t("all_related", { count, label: pluralLabel })}
          </Link>
        )}
      </div>
    </section>
  );
}
