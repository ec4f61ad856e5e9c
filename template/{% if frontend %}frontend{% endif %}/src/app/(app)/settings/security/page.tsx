import type { Metadata } from "next";

import { SECURITY_SECTIONS } from "@/app/sign-in-parts";
import { PasswordForm } from "@/features/account/password-form";
import { SessionsSection } from "@/features/account/sessions-section";

export const metadata: Metadata = { title: "Security" };

export default function SecurityPage() {
  return (
    <>
      <PasswordForm />
      {SECURITY_SECTIONS.map((Part, index) => (
        <Part key={index} />
      ))}
      <SessionsSection />
    </>
  );
}
