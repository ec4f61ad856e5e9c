"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";

import { authWorkspaceCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { Section } from "@/components/section";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

import { CreateWorkspaceDialog } from "./create-workspace-dialog";
import { useEnterWorkspace } from "./use-enter-workspace";
import { WorkspaceMark } from "./workspace-mark";

export function OwnWorkspaces() {
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
    <Section
      title={t("own")}
      description={t("own_help")}
      isFlush
      action={
        <Button size="small" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {t("create")}
        </Button>
      }
    >
      <ul className="divide-border divide-y">
        {memberships.map(({ workspace, role }) => (
          <li key={workspace.id} className="flex items-center gap-3 p-4">
            <WorkspaceMark name={workspace.name} />
            <div className="min-w-0 flex-1">
              <p className="font-medium wrap-anywhere">{workspace.name}</p>
              <p className="text-secondary text-sm">{PRODUCT.roles[role].label}</p>
            </div>
            {workspace.id === active?.id ? (
              <Badge>{t("active")}</Badge>
            ) : (
              <Button
                size="small"
                aria-label={t("go_to_it", { name: workspace.name })}
                isBusy={change.isPending && change.variables.body.workspace === workspace.id}
                onClick={() => change.mutate({ body: { workspace: workspace.id } })}
              >
                {t("go_to")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isCreating && <CreateWorkspaceDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}
