"use client";

import { useFormatter, useTranslations } from "use-intl";

import type { WorkspaceMember } from "@/api/generated/types.gen";
import { Badge } from "@/components/ui/badge";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

import { MemberMenu } from "./member-menu";
import { nameOf } from "./name-of";
import { RoleSelect } from "./role-select";

export function MemberRow({ member }: { member: WorkspaceMember }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { id: own, workspace_permissions: abilities } = useSession();
  const isSelf = member.user.id === own;
  // Whoever may give a role may take it; one's own is not changed by accident.
  const isBelow = !isSelf && abilities.grantable_roles.includes(member.role);
  const canChange = isBelow && abilities.members.includes("update");
  const canRemove = isBelow && abilities.members.includes("delete");
  const canTransfer = !isSelf && abilities.transfer && member.role !== "owner";
  return (
    <tr>
      <td className="w-full max-w-0 px-4 py-2.5">
        <p className="flex items-center gap-2 font-medium">
          <span className="wrap-anywhere">{nameOf(member)}</span>
          {isSelf && <Badge>{t("you")}</Badge>}
        </p>
        {member.email && member.email !== nameOf(member) && (
          <p className="text-secondary truncate text-sm">{member.email}</p>
        )}
      </td>
      <td className="px-4 py-2.5 whitespace-nowrap">
        {canChange ? <RoleSelect member={member} /> : PRODUCT.roles[member.role].label}
      </td>
      <td className="text-secondary hidden px-4 py-2.5 whitespace-nowrap sm:table-cell">
        {format.dateTime(new Date(member.created_at), { dateStyle: "medium" })}
      </td>
      <td className="px-2 py-2.5 text-right">
        {(canRemove || canTransfer) && (
          <MemberMenu member={member} canRemove={canRemove} canTransfer={canTransfer} />
        )}
      </td>
    </tr>
  );
}
