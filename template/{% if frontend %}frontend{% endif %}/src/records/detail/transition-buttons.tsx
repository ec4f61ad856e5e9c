"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "../definition";
import { ifMatch, type VersionedRecord } from "../record-query";
import { useChange } from "./use-change";

type TransitionButtonsProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  record: VersionedRecord<Item>;
};

/** The steps that are possible from here, for this role. */
export function TransitionButtons<Item extends AnyRecord, Input>({
  definition,
  record,
}: TransitionButtonsProps<Item, Input>) {
  const t = useTranslations("record");
  const { transitions: allowed } = useAbilities(definition.entity);
  const change = useChange(definition, record);
  const [running, setRunning] = useState<string>();
  if (!definition.workflow) return null;
  const { field, transitions } = definition.workflow;
  const state = String((record.item as Record<string, unknown>)[field]);
  const steps = transitions.filter(
    ({ name, from }) => allowed.includes(name) && from.includes(state),
  );
  const stateLabel = (item: Item) => {
    const shown = definition.fields[field]!;
    const value = String((item as Record<string, unknown>)[field]);
    return shown.kind === "choice" ? (shown.choices[value] ?? value) : value;
  };
  return steps.map(({ name, label, run }) => (
    <Button
      key={name}
      isBusy={change.isPending && running === name}
      disabled={change.isPending}
      onClick={() => {
        setRunning(name);
        change.mutate(
          () =>
            run({
              path: { id: record.item.id },
              headers: ifMatch(record.version),
              throwOnError: true,
            }),
          {
            onSuccess: ({ item }) => toast.success(t("moved", { state: stateLabel(item) })),
          },
        );
      }}
    >
      {label}
    </Button>
  ));
}
