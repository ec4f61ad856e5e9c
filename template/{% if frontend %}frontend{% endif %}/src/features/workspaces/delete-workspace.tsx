"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";

import type { Workspace } from "@/api/generated/types.gen";
import { ActionRow } from "@/components/action-row";
import { Section } from "@/components/section";
import { Button } from "@/components/ui/button";

import { DeleteWorkspaceDialog } from "./delete-workspace-dialog";

export function DeleteWorkspace({ workspace }: { workspace: Workspace }) {
  const t = useTranslations("workspaces");
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t("delete")} isDangerous>
      <ActionRow help={t("delete_help")}>
        <Button look="danger" onClick={() => setAsking(true)}>
          {t("delete")}
        </Button>
      </ActionRow>
      {isAsking && <DeleteWorkspaceDialog workspace={workspace} onClose={() => setAsking(false)} />}
    </Section>
  );
}
