import type { Metadata } from "next";

import { InvitationsSection } from "@/features/members/invitations-section";
import { MembersSection } from "@/features/members/members-section";

export const metadata: Metadata = { title: "Members" };

export default function MembersPage() {
  return (
    <>
      <MembersSection />
      <InvitationsSection />
    </>
  );
}
