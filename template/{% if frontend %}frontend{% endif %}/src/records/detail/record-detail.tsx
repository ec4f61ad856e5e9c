"use client";

import { problemOf } from "@/api/errors";
import { ErrorState } from "@/components/ui/states";
import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "../definition";
import { isDeleted, useRecord } from "../record-query";
import { DeletedNotice } from "./deleted-notice";
import { DetailSkeleton } from "./detail-skeleton";
import type { OwnCells } from "./field-value";
import { History } from "./history";
import { NotFound } from "./not-found";
import { Origin } from "./origin";
import { RecordHeader } from "./record-header";
import { RelatedList } from "./related-list";
import { Sections } from "./sections";

type RecordDetailProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  id: string;
  /** Components that show fields in place of the usual ones. */
  cells?: OwnCells;
};

/** One record: what it says, what points to it, what happened to it, and what can be done. */
export function RecordDetail<Item extends AnyRecord, Input>({
  definition,
  id,
  cells,
}: RecordDetailProps<Item, Input>) {
  const { readable } = useAbilities(definition.entity);
  const { data: record, error, refetch } = useRecord(definition, id);
  if (error && !record) {
    return problemOf(error).status === 404 ? (
      <NotFound definition={definition} />
    ) : (
      <ErrorState error={error} retry={refetch} />
    );
  }
  if (!record) return <DetailSkeleton />;
  const { item } = record;
  const isGone = isDeleted(item);
  return (
    <article className="grid grid-cols-1 gap-6">
      <RecordHeader definition={definition} record={record} />
      {isGone && <DeletedNotice definition={definition} record={record} />}
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-1 gap-6">
          <Sections definition={definition} item={item} readable={readable} cells={cells} />
          {!isGone &&
            definition.related.map(({ entity, field }) => (
              <RelatedList key={`${entity}.${field}`} entity={entity} field={field} id={id} />
            ))}
        </div>
        <aside className="grid grid-cols-1 gap-6">
          <Origin item={item} readable={readable} />
          {!isGone && definition.api.history && <History definition={definition} item={item} />}
        </aside>
      </div>
    </article>
  );
}
