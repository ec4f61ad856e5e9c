"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";

import type { ConfirmationWay } from "@/lib/sign-in-parts";

/** A code in place of the password. */
export const CONFIRM_BY_CODE: ConfirmationWay = {
  id: "code",
  isFor: (user) => user.second_factor === "enabled",
  Label: ByCode,
  Form: dynamic(() => import("./confirm-by-code-form").then((module) => module.ConfirmByCodeForm)),
};

function ByCode() {
  return useTranslations("second_factor")("confirm_by_code");
}
