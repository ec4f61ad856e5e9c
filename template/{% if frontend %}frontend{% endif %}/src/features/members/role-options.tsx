"use client";

import type { ComponentProps } from "react";

import { NativeSelect } from "@/components/ui/native-select";
import { useSession } from "@/lib/session";
import { PRODUCT } from "@/product";

/** The roles that the user may give to others. */
export function RoleOptions(props: Omit<ComponentProps<"select">, "children">) {
  const { grantable_roles } = useSession().workspace_permissions;
  return (
    <NativeSelect {...props}>
      {grantable_roles.map((role) => (
        <option key={role} value={role}>
          {PRODUCT.roles[role].label}
        </option>
      ))}
    </NativeSelect>
  );
}
