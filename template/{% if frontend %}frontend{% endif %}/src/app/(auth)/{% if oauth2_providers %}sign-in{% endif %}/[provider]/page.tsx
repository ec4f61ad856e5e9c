import type { Metadata } from "next";

import { SIGN_IN_STEPS } from "@/app/sign-in-parts";
import { ProviderCallback } from "@/features/social/provider-callback";

export const metadata: Metadata = { title: "Sign in" };

export default async function ProviderPage({ params }: PageProps<"/sign-in/[provider]">) {
  const { provider } = await params;
  return <ProviderCallback provider={provider} steps={SIGN_IN_STEPS} />;
}
