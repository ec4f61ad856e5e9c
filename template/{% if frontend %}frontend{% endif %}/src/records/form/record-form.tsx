"use client";

import { useTimeZone, useTranslations } from "use-intl";

import { EmptyState, ErrorState } from "@/components/ui/states";
import { problemOf } from "@/api/errors";
import { useAbilities } from "@/lib/session";
import { Lock } from "lucide-react";

import type { AnyRecord, EntityDefinition } from "../definition";
import { NotFound } from "../detail/not-found";
import { isDeleted, useRecord } from "../record-query";
import { FormBody } from "./form-body";
import { formFields } from "./form-fields";
import { FormSkeleton } from "./form-skeleton";
import { usePrefill } from "./use-prefill";
import { formValues, newValues } from "./values";

type Entity<Item extends AnyRecord, Input> = { definition: EntityDefinition<Item, Input> };

/** The form of a new record, or that of the one with the id. */
export function RecordForm<Item extends AnyRecord, Input>({
  definition,
  id,
}: Entity<Item, Input> & { id?: string }) {
  const t = useTranslations("form");
  const { operations } = useAbilities(definition.entity);
  if (!operations.includes(id ? "update" : "create")) {
    return (
      <EmptyState Icon={Lock} title={t("not_allowed", { label: definition.pluralLabel })}>
        {t("not_allowed_help")}
      </EmptyState>
    );
  }
  return id ? (
    <EditForm key={id} definition={definition} id={id} />
  ) : (
    <NewForm definition={definition} />
  );
}

function NewForm<Item extends AnyRecord, Input>({ definition }: Entity<Item, Input>) {
  const { writable } = useAbilities(definition.entity);
  const zone = useTimeZone() ?? "UTC";
  const shape = formFields(definition, writable, true);
  const prefill = usePrefill(shape.fields);
  if (!prefill) return <FormSkeleton />;
  const values = { ...newValues(shape.fields, zone), ...prefill };
  return <FormBody definition={definition} shape={shape} values={values} />;
}

function EditForm<Item extends AnyRecord, Input>({
  definition,
  id,
}: Entity<Item, Input> & { id: string }) {
  const { writable } = useAbilities(definition.entity);
  const zone = useTimeZone() ?? "UTC";
  const { data: record, error, refetch } = useRecord(definition, id);
  if (error && !record) {
    return problemOf(error).status === 404 ? (
      <NotFound definition={definition} />
    ) : (
      <ErrorState error={error} retry={refetch} />
    );
  }
  if (!record) return <FormSkeleton />;
  if (isDeleted(record.item)) return <NotFound definition={definition} />;
  const shape = formFields(definition, writable, false);
  const values = formValues(shape.fields, record.item as Record<string, unknown>, zone);
  return <FormBody definition={definition} shape={shape} values={values} record={record} />;
}
