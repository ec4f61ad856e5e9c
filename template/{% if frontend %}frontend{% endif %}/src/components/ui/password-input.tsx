"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";

import { Input } from "./input";

/** A password, which can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("auth");
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input
        {...props}
        type={isShown ? "text" : "password"}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-10"
      />
      <button
        type="button"
        aria-label={t("show_password")}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        className="text-secondary hover:text-foreground absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md"
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </div>
  );
}
