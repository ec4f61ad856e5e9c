import { queryOptions } from "@tanstack/react-query";

import { authMembersList } from "@/api/generated/sdk.gen";
import type { CurrentUser } from "@/api/generated/types.gen";
import { NAVIGATION } from "@/components/layout/navigation";
import { loadEntity } from "@/records/registry";

const ONE = { page_size: 1 };

/** Whether the workspace has nobody but its owner, and no records that they could see. */
export function isNewOptions({ permissions, role, active_workspace: workspace }: CurrentUser) {
  return queryOptions({
    queryKey: ["isNew", workspace?.id],
    enabled: role === "owner",
    queryFn: async () => {
      const members = await authMembersList({ query: ONE, throwOnError: true });
      if (members.data.count > 1) return false;
      // What the owner cannot create is shared by all workspaces, and there from the beginning.
      const lists = NAVIGATION.filter(({ entity }) => {
        const operations = permissions[entity]?.operations ?? [];
        return operations.includes("list") && operations.includes("create");
      });
      for (const { entity } of lists) {
        const { api } = await loadEntity(entity);
        const records = await api.list!({ query: ONE, throwOnError: true });
        if (records.data.count > 0) return false;
      }
      return true;
    },
  });
}
