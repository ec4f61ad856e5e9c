"use client";

import { useTranslations } from "use-intl";

import { Dialog } from "@/components/ui/dialog";

import { CreateWorkspaceForm } from "./create-workspace-form";

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("workspaces");
  return (
    <Dialog isOpen onClose={onClose} title={t("create")} description={t("create_help")}>
      <CreateWorkspaceForm onDone={onClose} />
    </Dialog>
  );
}
