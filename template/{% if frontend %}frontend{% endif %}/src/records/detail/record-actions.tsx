"use client";

import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "../definition";
import { isDeleted, type VersionedRecord } from "../record-query";
import { DeleteDialog } from "./delete-dialog";
import { TransitionButtons } from "./transition-buttons";

type RecordActionsProps<Item extends AnyRecord, Input> = {
  definition: EntityDefinition<Item, Input>;
  record: VersionedRecord<Item>;
};

/** What can be done with a record, by this role and in its present state. */
export function RecordActions<Item extends AnyRecord, Input>({
  definition,
  record,
}: RecordActionsProps<Item, Input>) {
  const t = useTranslations("record");
  const { operations } = useAbilities(definition.entity);
  const [isDeleting, setDeleting] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  if (isDeleted(record.item)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <TransitionButtons definition={definition} record={record} />
      {operations.includes("update") && (
        <Button asChild>
          <Link href={`${definition.path}/${record.item.id}/edit`}>
            <Pencil aria-hidden />
            {t("edit")}
          </Link>
        </Button>
      )}
      {operations.includes("delete") && (
        <>
          <Menu>
            <MenuTrigger asChild>
              <Button ref={menu} size="icon" aria-label={t("more")}>
                <EllipsisVertical aria-hidden />
              </Button>
            </MenuTrigger>
            <MenuContent>
              <MenuItem className="text-danger" onSelect={() => setDeleting(true)}>
                <Trash2 aria-hidden />
                {t("delete")}
              </MenuItem>
            </MenuContent>
          </Menu>
          <DeleteDialog
            definition={definition}
            record={record}
            isOpen={isDeleting}
            onClose={() => setDeleting(false)}
            returnTo={menu}
          />
        </>
      )}
    </div>
  );
}
