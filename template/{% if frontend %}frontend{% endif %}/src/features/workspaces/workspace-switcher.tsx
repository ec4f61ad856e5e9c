"use client";

import { useMutation } from "@tanstack/react-query";
import { Check, ChevronsUpDown, Plus, Settings } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authWorkspaceCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

import { useEnterWorkspace } from "./use-enter-workspace";
import { WorkspaceMark } from "./workspace-mark";

const CreateWorkspaceDialog = dynamic(() =>
  import("./create-workspace-dialog").then((module) => module.CreateWorkspaceDialog),
);

/** The workspace that the user works in, and the others that they could. */
export function WorkspaceSwitcher() {
  const t = useTranslations("workspaces");
  const { active_workspace: active, memberships } = useSession();
  const enter = useEnterWorkspace();
  const [isCreating, setCreating] = useState(false);
  const change = useMutation({
    ...authWorkspaceCreateMutation(),
    onSuccess: enter,
    onError: useProblemToast(),
  });
  return (
    <>
      <Menu>
        <MenuTrigger
          disabled={change.isPending}
          className="hover:bg-muted data-[state=open]:bg-muted flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1.5 text-left font-medium disabled:opacity-50"
        >
          <WorkspaceMark name={active?.name ?? ""} />
          <span className="min-w-0 flex-1 truncate">
            <span className="sr-only">{t("active_workspace")}: </span>
            {active?.name ?? t("none")}
          </span>
          <ChevronsUpDown className="text-secondary size-4 shrink-0" aria-hidden />
        </MenuTrigger>
        <MenuContent
          align="start"
          className="max-h-[70dvh] w-(--radix-dropdown-menu-trigger-width) min-w-60 overflow-y-auto"
        >
          <MenuLabel>{t("workspaces")}</MenuLabel>
          {memberships.map(({ workspace, role }) => (
            <MenuItem
              key={workspace.id}
              aria-current={workspace.id === active?.id || undefined}
              onSelect={() => {
                if (workspace.id !== active?.id)
                  change.mutate({ body: { workspace: workspace.id } });
              }}
            >
              <WorkspaceMark name={workspace.name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{workspace.name}</span>
                <span className="text-secondary block text-sm">{PRODUCT.roles[role].label}</span>
              </span>
              {workspace.id === active?.id && <Check className="text-primary" aria-hidden />}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem asChild>
            <Link href="/settings/workspace">
              <Settings aria-hidden />
              {t("settings")}
            </Link>
          </MenuItem>
          <MenuItem onSelect={() => setCreating(true)}>
            <Plus aria-hidden />
            {t("create")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {isCreating && <CreateWorkspaceDialog onClose={() => setCreating(false)} />}
    </>
  );
}
