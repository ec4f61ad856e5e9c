"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronsUpDown, CircleUser, LogOut, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";

import { authLogoutCreateMutation } from "@/api/generated/@tanstack/react-query.gen";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { useProblemToast } from "@/lib/problem-toast";
import { useSession } from "@/lib/session";

import { initialsOf } from "./initials";
import { ThemeChoice } from "./theme-choice";

/** Who is signed in, and what concerns only them. */
export function UserMenu() {
  const t = useTranslations("account");
  const router = useRouter();
  const queryClient = useQueryClient();
  const { full_name: name, email } = useSession();
  const signOut = useMutation({
    ...authLogoutCreateMutation(),
    onSuccess: () => {
      queryClient.clear();
      router.replace("/login");
    },
    onError: useProblemToast(),
  });
  return (
    <Menu>
      <MenuTrigger className="hover:bg-muted data-[state=open]:bg-muted flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1.5 text-left">
        <span
          aria-hidden
          className="bg-accent grid size-8 shrink-0 place-items-center rounded-full text-sm font-semibold"
        >
          {initialsOf(name || email)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="sr-only">{t("menu")}: </span>
          <span className="block truncate font-medium">{name || email}</span>
          {name && <span className="text-secondary block truncate text-sm">{email}</span>}
        </span>
        <ChevronsUpDown className="text-secondary size-4 shrink-0" aria-hidden />
      </MenuTrigger>
      <MenuContent align="start" className="w-(--radix-dropdown-menu-trigger-width) min-w-56">
        <MenuItem asChild>
          <Link href="/settings/profile">
            <CircleUser aria-hidden />
            {t("pages.profile")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href="/settings/security">
            <ShieldCheck aria-hidden />
            {t("pages.security")}
          </Link>
        </MenuItem>
        <MenuSeparator />
        <ThemeChoice />
        <MenuSeparator />
        <MenuItem disabled={signOut.isPending} onSelect={() => signOut.mutate({ body: {} })}>
          <LogOut aria-hidden />
          {t("sign_out")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
