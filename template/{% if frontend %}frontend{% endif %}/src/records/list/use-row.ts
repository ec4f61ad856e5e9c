"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

import { useAbilities } from "@/lib/session";

import type { AnyRecord, EntityDefinition } from "../definition";

const CONTROLS = "a, button, input, label";

/** What a row leads to, and what can be done from there. */
export function useRow({ entity, path, api }: EntityDefinition, item: AnyRecord, isBin: boolean) {
  const router = useRouter();
  const { operations } = useAbilities(entity);
  const isOpenable = Boolean(api.retrieve) && operations.includes("retrieve");
  const address = `${path}/${item.id}`;

  /** The whole row works like its link, unless something in it was clicked or text is selected. */
  function onClick({ target, currentTarget, metaKey, ctrlKey }: MouseEvent<HTMLElement>) {
    const element = target as HTMLElement;
    const isOwn = currentTarget.contains(element) && !element.closest(CONTROLS);
    if (!isOpenable || !isOwn || getSelection()?.toString()) return;
    if (metaKey || ctrlKey) window.open(address, "_blank", "noopener");
    else router.push(address);
  }

  return {
    href: isOpenable ? address : undefined,
    editHref: !isBin && api.update && operations.includes("update") ? `${address}/edit` : undefined,
    canRemove: !isBin && Boolean(api.bulkRemove) && operations.includes("delete"),
    canRestore: isBin && Boolean(api.bulkRestore),
    onClick,
  };
}
