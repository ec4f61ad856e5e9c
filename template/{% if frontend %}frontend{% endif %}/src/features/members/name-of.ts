import type { WorkspaceMember } from "@/api/generated/types.gen";

/** What a member is called: whoever runs the workspace also sees the e-mail address. */
export function nameOf({ user, email }: WorkspaceMember): string {
  return user.label ?? email ?? "–";
}
