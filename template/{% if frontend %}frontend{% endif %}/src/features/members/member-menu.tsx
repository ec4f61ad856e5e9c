"use client";

import { Crown, MoreHorizontal, UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import type { WorkspaceMember } from "@/api/generated/types.gen";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";

import { nameOf } from "./name-of";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { TransferDialog } from "./transfer-dialog";

type MemberMenuProps = { member: WorkspaceMember; canRemove: boolean; canTransfer: boolean };

export function MemberMenu({ member, canRemove, canTransfer }: MemberMenuProps) {
  const t = useTranslations("members");
  const [open, setOpen] = useState<"transfer" | "remove">();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button look="ghost" size="icon" aria-label={t("actions_for", { name: nameOf(member) })}>
            <MoreHorizontal aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent>
          {canTransfer && (
            <MenuItem onSelect={() => setOpen("transfer")}>
              <Crown aria-hidden />
              {t("transfer")}
            </MenuItem>
          )}
          {canRemove && (
            <MenuItem className="text-danger" onSelect={() => setOpen("remove")}>
              <UserMinus aria-hidden />
              {t("remove")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      {open === "remove" && <RemoveMemberDialog member={member} onClose={close} />}
      {open === "transfer" && <TransferDialog member={member} onClose={close} />}
    </>
  );
}
