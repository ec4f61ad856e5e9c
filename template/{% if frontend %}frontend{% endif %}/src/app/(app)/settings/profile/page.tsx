import type { Metadata } from "next";

import { DeleteAccount } from "@/features/account/delete-account";
import { EmailSection } from "@/features/account/email-section";
import { ProfileForm } from "@/features/account/profile-form";

export const metadata: Metadata = { title: "Profile" };

export default function ProfilePage() {
  return (
    <>
      <ProfileForm />
      <EmailSection />
      <DeleteAccount />
    </>
  );
}
