"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";

import { problemOf } from "@/api/errors";
import { authInvitationsPreviewCreate } from "@/api/generated/sdk.gen";
import type { InvitationPreview } from "@/api/generated/types.gen";
import { ErrorState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { useLinkKey } from "@/lib/link-key";
import { useCurrentUser } from "@/lib/session";
import { PRODUCT } from "@/product";

import { AuthHeading } from "./auth-heading";
import { InvitationJoin } from "./invitation-join";
import { InvitationOtherAddress } from "./invitation-other-address";
import { InvitationSignUp } from "./invitation-sign-up";
import { Outcome } from "./outcome";

/** Accept an invitation: signed in, after a sign-in, or as somebody new. */
export function AcceptInvitation() {
  const token = useLinkKey("token");
  if (token === undefined) return <Waiting />;
  return token ? <Invitation token={token} /> : <NotValid />;
}

function Invitation({ token }: { token: string }) {
  const t = useTranslations("auth");
  const user = useCurrentUser();
  const preview = useQuery({
    queryKey: ["invitation", token],
    queryFn: async () =>
      (await authInvitationsPreviewCreate({ body: { token }, throwOnError: true })).data,
    staleTime: Infinity,
  });

  if (preview.isError) {
    return problemOf(preview.error).status === 404 ? (
      <NotValid />
    ) : (
      <ErrorState error={preview.error} retry={preview.refetch} />
    );
  }
  if (preview.isPending || user.isPending) return <Waiting />;
  const invitation: InvitationPreview = preview.data;
  const role = PRODUCT.roles[invitation.role].label;
  return (
    <div className="grid gap-5">
      <AuthHeading title={t("invitation_title", { workspace: invitation.workspace })}>
        {t("invitation_help", { inviter: invitation.inviter, role })}
      </AuthHeading>
      {!user.data && <InvitationSignUp token={token} invitation={invitation} />}
      {user.data?.email === invitation.email && (
        <InvitationJoin token={token} invitation={invitation} />
      )}
      {user.data && user.data.email !== invitation.email && (
        <InvitationOtherAddress invitation={invitation} email={user.data.email} />
      )}
    </div>
  );
}

function NotValid() {
  const t = useTranslations("auth");
  return (
    <Outcome
      look="danger"
      title={t("invitation_not_valid")}
      href="/dashboard"
      action={t("go_to_product", { product: PRODUCT.title })}
    >
      {t("invitation_not_valid_help")}
    </Outcome>
  );
}

function Waiting() {
  return (
    <div className="grid gap-4" aria-busy>
      <Skeleton className="h-6 w-3/4" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-9 w-full" />
    </div>
  );
}
