import type { Metadata } from "next";

import { OtherWaysIn, SIGN_IN_STEPS } from "@/app/sign-in-parts";
import { SignIn } from "@/features/auth/sign-in";

export const metadata: Metadata = { title: "Sign in" };

export default function LoginPage() {
  return <SignIn steps={SIGN_IN_STEPS} OtherWays={OtherWaysIn} />;
}
