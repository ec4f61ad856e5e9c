"use client";

import { ArchiveRestore, ArrowUpRight, Ellipsis, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import { useTranslations } from "use-intl";

import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

import type { useRow } from "./use-row";

type RowMenuProps = {
  title: string;
  row: ReturnType<typeof useRow>;
  onRemove: () => void;
  onRestore: () => void;
};

export function RowMenu({ title, row, onRemove, onRestore }: RowMenuProps) {
  const t = useTranslations("list");
  const { href, editHref, canRemove, canRestore } = row;
  const isRemoving = useRef(false);
  if (!href && !editHref && !canRemove && !canRestore) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          look="ghost"
          className="text-secondary size-8 p-0"
          aria-label={t("row_actions", { title })}
        >
          <Ellipsis aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent
        onCloseAutoFocus={() => {
          // Only now does the question that follows know where the focus was.
          if (isRemoving.current) onRemove();
          isRemoving.current = false;
        }}
      >
        {href && (
          <MenuItem asChild>
            <Link href={href}>
              <ArrowUpRight aria-hidden />
              {t("open")}
            </Link>
          </MenuItem>
        )}
        {editHref && (
          <MenuItem asChild>
            <Link href={editHref}>
              <Pencil aria-hidden />
              {t("edit")}
            </Link>
          </MenuItem>
        )}
        {canRestore && (
          <MenuItem onSelect={onRestore}>
            <ArchiveRestore aria-hidden />
            {t("restore")}
          </MenuItem>
        )}
        {canRemove && (
          <>
            {(href || editHref) && <MenuSeparator />}
            <MenuItem className="text-danger" onSelect={() => (isRemoving.current = true)}>
              <Trash2 aria-hidden />
              {t("delete")}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
