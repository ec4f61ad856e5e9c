"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useTranslations } from "use-intl";

import {
  authMembersListQueryKey,
  authMembersPartialUpdateMutation,
} from "@/api/generated/@tanstack/react-query.gen";
import type { WorkspaceMember, WorkspaceMemberRole } from "@/api/generated/types.gen";
import { useProblemToast } from "@/lib/problem-toast";
import { PRODUCT } from "@/product";

import { nameOf } from "./name-of";
import { RoleOptions } from "./role-options";

/** A member's role, which changes as soon as another one is chosen. */
export function RoleSelect({ member }: { member: WorkspaceMember }) {
  const t = useTranslations("members");
  const queryClient = useQueryClient();
  const change = useMutation({
    ...authMembersPartialUpdateMutation(),
    onSuccess: (changed) => {
      toast.success(
        t("role_changed", { name: nameOf(changed), role: PRODUCT.roles[changed.role].label }),
      );
      return queryClient.invalidateQueries({ queryKey: authMembersListQueryKey() });
    },
    onError: useProblemToast(),
  });
  return (
    <RoleOptions
      aria-label={t("role_of", { name: nameOf(member) })}
      className="h-8 min-w-32"
      disabled={change.isPending}
      value={change.isPending ? change.variables.body?.role : member.role}
      onChange={({ target }) =>
        change.mutate({
          path: { id: member.id },
          body: { role: target.value as WorkspaceMemberRole },
        })
      }
    />
  );
}
