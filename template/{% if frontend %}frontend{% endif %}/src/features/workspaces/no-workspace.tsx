"use client";

import { useTranslations } from "use-intl";

import { CreateWorkspaceForm } from "./create-workspace-form";

/** For those who are a member of no workspace, or not any more. */
export function NoWorkspace() {
  const t = useTranslations("workspaces");
  return (
    <div className="mx-auto grid max-w-sm gap-6 py-12">
      <div className="grid gap-1">
        <h1 className="text-lg font-semibold tracking-tight">{t("none_title")}</h1>
        <p className="text-secondary text-sm">{t("none_help")}</p>
      </div>
      <CreateWorkspaceForm />
    </div>
  );
}
