import { queryOptions } from "@tanstack/react-query";

import { authMembersList } from "@/api/generated/sdk.gen";
import type { CurrentUser } from "@/api/generated/types.gen";
import { http } from "@/api/http";
import { NAVIGATION } from "@/components/layout/navigation";

const ONE = { page_size: 1 };

/** Whether the workspace has nobody but its owner, and no records that they could see. */
export function isNewOptions({ permissions, role, active_workspace: workspace }: CurrentUser) {
  return queryOptions({
    queryKey: ["isNew", workspace?.id],
    enabled: role === "owner",
    queryFn: async () => {
      const members = await authMembersList({ query: ONE, throwOnError: true });
      if (members.data.count > 1) return false;
      const lists = NAVIGATION.filter(({ entity }) =>
        permissions[entity]?.operations.includes("list"),
      );
      for (const { href } of lists) {
        const { data } = await http.get<{ count: number }>(`/api${href}/`, { params: ONE });
        if (data.count > 0) return false;
      }
      return true;
    },
  });
}
