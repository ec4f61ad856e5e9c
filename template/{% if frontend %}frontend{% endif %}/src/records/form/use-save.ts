import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "sonner";
import { useTimeZone, useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";

import type { AnyRecord, EntityDefinition, FieldDefinition } from "../definition";
import { fetchRecord, useRecordCache, type VersionedRecord } from "../record-query";
import { differences, merged, type Difference } from "./conflict";
import { createRecord, updateRecord } from "./save-record";
import { useSaveProblems } from "./use-save-problems";
import { apiValues, changedNames, formValues, isEmpty, type FormValues } from "./values";

type SaveOptions<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  fields: Record<string, FieldDefinition>;
  form: UseFormReturn<FormValues>;
  values: FormValues;
  record?: VersionedRecord<Item>;
  onSaved: (item: Item) => void;
  onFault: () => void;
};

/** Saves a form: what was changed, on the version that was changed. */
export function useSave<Item extends AnyRecord, Input>({
  definition,
  fields,
  form,
  values,
  record,
  onSaved,
  onFault,
}: SaveOptions<Item, Input>) {
  const t = useTranslations("form");
  const zone = useTimeZone() ?? "UTC";
  const cache = useRecordCache(definition);
  const problems = useSaveProblems(form, fields, definition.label);
  const [base, setBase] = useState({ record, values });
  const [theirs, setTheirs] = useState<Theirs<Item> | null>(null);
  const [progress, setProgress] = useState<number>();
  const [isTried, setTried] = useState(false);
  const key = useRef(crypto.randomUUID());

  const mutation = useMutation({
    mutationFn: ({ now, on }: { now: FormValues; on: typeof base }) => {
      const names = on.record
        ? changedNames(Object.keys(fields), on.values, now)
        : Object.keys(fields).filter((name) => !isEmpty(now[name]));
      const saving = {
        fields,
        values: apiValues(fields, now, names, zone),
        onProgress: setProgress,
      };
      if (!on.record) return createRecord(definition, saving, key.current);
      return names.length
        ? updateRecord(definition, saving, on.record)
        : Promise.resolve(on.record);
    },
    onSuccess: (saved) => {
      void cache.keep(saved);
      onSaved(saved.item);
    },
    onError: async (error, { on }) => {
      const { status, code } = problemOf(error);
      if (status === 412 && on.record) return compare(on);
      if (code.startsWith("idempotency_key")) key.current = crypto.randomUUID();
      problems.show(error);
      onFault();
    },
    onSettled: () => setProgress(undefined),
  });

  async function compare(on: typeof base) {
    try {
      const latest = await fetchRecord(definition, on.record!.item.id);
      void cache.keep(latest);
      const latestValues = formValues(fields, latest.item as Record<string, unknown>, zone);
      const found = differences(fields, on.values, form.getValues(), latestValues);
      setTheirs({ record: latest, values: latestValues, found });
    } catch (error) {
      problems.show(error);
    }
  }

  function save(now: FormValues, on = base) {
    if (mutation.isPending) return;
    problems.clear();
    mutation.mutate({ now, on });
  }

  /** Go on from the latest version, with the values of one side where both have changed them. */
  function settle(winner: "mine" | "theirs"): [FormValues, typeof base] {
    const { found, ...latest } = theirs!;
    const now = merged(form.getValues(), found, winner);
    form.reset(latest.values, { keepValues: true });
    for (const { name } of found) form.setValue(name, now[name], { shouldDirty: true });
    setBase(latest);
    setTheirs(null);
    return [now, latest];
  }

  return {
    submit: form.handleSubmit(
      (now) => save(now),
      () => {
        problems.clear();
        setTried(true);
        onFault();
      },
    ),
    // Once saved, the form stays busy until the page has changed.
    isBusy: mutation.isPending || mutation.isSuccess,
    isTried: isTried || mutation.isError,
    general: problems.general,
    progress,
    conflict: {
      found: theirs?.found ?? null,
      onBack: () => setTheirs(null),
      onKeepMine: () => save(...settle("mine")),
      onTakeTheirs: () => {
        settle("theirs");
        toast.info(t("conflict.taken"));
      },
    },
  };
}

type Theirs<Item extends AnyRecord> = {
  record: VersionedRecord<Item>;
  values: FormValues;
  found: Difference[];
};
