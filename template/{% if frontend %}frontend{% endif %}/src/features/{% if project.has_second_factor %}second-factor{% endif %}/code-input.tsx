import type { ComponentProps } from "react";

import { Input } from "@/components/ui/input";

type CodeInputProps = ComponentProps<"input"> & { isRecovery?: boolean };

/** A code: of the app, which phones offer to fill in, or one that was written down. */
export function CodeInput({ isRecovery = false, ...props }: CodeInputProps) {
  return (
    <Input
      {...props}
      autoComplete={isRecovery ? "off" : "one-time-code"}
      inputMode={isRecovery ? "text" : "numeric"}
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono tracking-widest"
    />
  );
}
