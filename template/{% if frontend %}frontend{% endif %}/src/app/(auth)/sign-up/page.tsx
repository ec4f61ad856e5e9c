import type { Metadata } from "next";

import { OtherWaysIn } from "@/app/sign-in-parts";
import { SignUpForm } from "@/features/auth/sign-up-form";

export const metadata: Metadata = { title: "Create an account" };

export default function SignUpPage() {
  return <SignUpForm OtherWays={OtherWaysIn} />;
}
