import type { CurrentUser } from "@/api/generated/types.gen";
import { PRODUCT } from "@/product";

/** Leave out what the role may do by the API, and has no screen for. */
export function onScreens(user: CurrentUser, limits = PRODUCT.screenRoles): CurrentUser {
  const { role } = user;
  const permissions = Object.entries(user.permissions).map(([entity, abilities]) => {
    const limited: Record<string, string[]> = limits[entity] ?? {};
    const operations = abilities.operations.filter(
      (operation) => !role || (limited[operation]?.includes(role) ?? true),
    );
    return [entity, { ...abilities, operations }];
  });
  return { ...user, permissions: Object.fromEntries(permissions) };
}
