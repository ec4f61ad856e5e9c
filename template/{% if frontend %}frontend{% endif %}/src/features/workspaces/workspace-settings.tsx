"use client";

import { useSession } from "@/lib/session";

import { DeleteWorkspace } from "./delete-workspace";
import { LeaveWorkspace } from "./leave-workspace";
import { OwnWorkspaces } from "./own-workspaces";
import { RenameForm } from "./rename-form";

/** The active workspace, as far as the user may change it, and the user's other ones. */
export function WorkspaceSettings() {
  const { active_workspace: workspace, workspace_permissions: abilities } = useSession();
  return (
    <>
      {workspace && abilities.rename && <RenameForm workspace={workspace} />}
      <OwnWorkspaces />
      {workspace && <LeaveWorkspace workspace={workspace} />}
      {workspace && abilities.delete && <DeleteWorkspace workspace={workspace} />}
    </>
  );
}
