"use client";

import { useTimeZone, useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import type { FieldDefinition } from "../definition";
import { PlainValue } from "../plain-value";
import type { Difference } from "./conflict";
import { shownValue } from "./shown-value";

type ConflictDialogProps = {
  label: string;
  fields: Record<string, FieldDefinition>;
  found: Difference[] | null;
  onBack: () => void;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
};

/** Somebody else was faster: whose values are to stand? */
export function ConflictDialog({
  label,
  fields,
  found,
  onBack,
  onTakeTheirs,
  onKeepMine,
}: ConflictDialogProps) {
  const t = useTranslations("form.conflict");
  const zone = useTimeZone() ?? "UTC";
  const shown = (name: string, value: unknown) => (
    <PlainValue field={fields[name]!} value={shownValue(fields[name]!, value, zone)} />
  );
  return (
    <Dialog
      isOpen={found !== null}
      onClose={onBack}
      title={t("title", { label })}
      description={t(found?.some(({ isDisputed }) => isDisputed) ? "disputed" : "undisputed")}
      actions={
        <>
          <Button look="ghost" onClick={onBack}>
            {t("back")}
          </Button>
          <Button onClick={onTakeTheirs}>{t("take_theirs")}</Button>
          <Button look="primary" onClick={onKeepMine}>
            {t("keep_mine")}
          </Button>
        </>
      }
    >
      {Boolean(found?.length) && (
        <ul className="divide-y rounded-lg border">
          {found?.map(({ name, before, mine, theirs, isDisputed }) => (
            <li key={name} className="grid grid-cols-1 gap-1 p-3">
              <p className="font-medium">{fields[name]!.label}</p>
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 [&_dd]:line-clamp-4 [&_dd]:break-words">
                <dt className="text-secondary">{t(isDisputed ? "mine" : "before")}</dt>
                <dd>{shown(name, isDisputed ? mine : before)}</dd>
                <dt className="text-secondary">{t("theirs")}</dt>
                <dd>{shown(name, theirs)}</dd>
              </dl>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
