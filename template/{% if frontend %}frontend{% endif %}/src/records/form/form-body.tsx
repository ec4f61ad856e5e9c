"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { Alert } from "@/components/ui/alert";

import type { AnyRecord, EntityDefinition } from "../definition";
import type { VersionedRecord } from "../record-query";
import { shortTitle } from "../short-title";
import { cameFrom } from "./came-from";
import { ConflictDialog } from "./conflict-dialog";
import { FixedFields } from "./fixed-fields";
import { FormActions } from "./form-actions";
import type { FormFields } from "./form-fields";
import { FormHeader } from "./form-header";
import { FormRow } from "./form-row";
import { slugOf } from "./slug";
import { UnsavedDialog } from "./unsaved-dialog";
import { useSave } from "./use-save";
import { useUnsavedGuard } from "./use-unsaved-guard";
import type { FormValues } from "./values";

type FormBodyProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  shape: FormFields;
  values: FormValues;
  /** The record as it was when the form was opened; none for a new one. */
  record?: VersionedRecord<Item>;
};

export function FormBody<Item extends AnyRecord, Input>({
  definition,
  shape: { fields, groups, fixed },
  values: opened,
  record,
}: FormBodyProps<Item, Input>) {
  const t = useTranslations("form");
  const router = useRouter();
  const element = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  const written = useRef(new Set<string>());
  const [values] = useState(opened);
  const form = useForm<FormValues>({ defaultValues: values, shouldFocusError: false });
  const { isDirty, errors } = form.formState;
  const guard = useUnsavedGuard(isDirty);
  const save = useSave({
    definition,
    fields,
    form,
    values,
    record,
    onSaved,
    onFault: () => setRefusals((times) => times + 1),
  });
  // Once the messages are there, the first of them is where one goes on.
  useEffect(() => {
    if (refusals) element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusals]);
  const faulty = Object.keys(fields).filter((name) => errors[name]);

  function onSaved(item: Item) {
    toast.success(t(record ? "saved" : "created", { title: shortTitle(definition.title(item)) }));
    const page = `${definition.path}/${item.id}`;
    guard.leave(() => (cameFrom(page) ? router.back() : router.replace(page)));
  }

  /** A slug follows the field that it is made of, until somebody writes one. */
  function follow(name: string, value: unknown) {
    written.current.add(name);
    for (const [slug, field] of Object.entries(fields)) {
      if (field.kind !== "slug" || field.from !== name) continue;
      if (record || written.current.has(slug)) continue;
      form.setValue(slug, slugOf(String(value), field.maxLength), { shouldDirty: true });
    }
  }

  return (
    <form
      method="post"
      ref={element}
      noValidate
      className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-6"
      onSubmit={save.submit}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        // What is typed halfway counts when its control is left.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        setTimeout(() => element.current?.requestSubmit());
      }}
    >
      <FormHeader definition={definition} item={record?.item} />
      {save.general.length > 0 && <Alert look="danger">{save.general.join(" ")}</Alert>}
      {faulty.length > 0 && save.isTried && (
        <Alert look="danger">
          {t("check", { names: faulty.map((name) => fields[name]!.label).join(", ") })}
        </Alert>
      )}
      {groups.map((group) => (
        <div
          key={group[0]}
          className="grid grid-cols-1 gap-5 rounded-lg border p-4 sm:grid-cols-2 sm:p-5"
        >
          {group.map((name) => (
            <FormRow
              key={name}
              form={form.control}
              name={name}
              field={fields[name]!}
              progress={save.progress}
              onChange={(value) => follow(name, value)}
            />
          ))}
        </div>
      ))}
      {record && fixed.length > 0 && (
        <FixedFields definition={definition} names={fixed} item={record.item} />
      )}
      <FormActions
        isBusy={save.isBusy}
        isDirty={isDirty}
        onCancel={() =>
          guard.ask(() => {
            if (history.length > 1) router.back();
            else router.push(record ? `${definition.path}/${record.item.id}` : definition.path);
          })
        }
      />
      <UnsavedDialog guard={guard} />
      <ConflictDialog label={definition.label} fields={fields} {...save.conflict} />
    </form>
  );
}
