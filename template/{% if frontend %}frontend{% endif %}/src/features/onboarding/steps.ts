import type { CurrentUser } from "@/api/generated/types.gen";

export type Step = "name" | "invite" | "record";

/** The steps that the user's role can do anything about, in their order. */
export function stepsFor({ workspace_permissions: abilities }: CurrentUser): Step[] {
  return [
    ...(abilities.rename ? (["name"] as const) : []),
    ...(abilities.invitations.includes("create") ? (["invite"] as const) : []),
    "record",
  ];
}
