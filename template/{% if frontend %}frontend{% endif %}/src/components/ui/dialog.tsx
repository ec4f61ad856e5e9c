"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { useRef, type ReactNode, type RefObject } from "react";
import { useTranslations } from "use-intl";

import { Button } from "./button";

type DialogProps = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** The buttons below the content, the one that goes on at the end. */
  actions?: ReactNode;
  /** It goes away by its own buttons only, not by a click beside it. */
  isPersistent?: boolean;
  /** Where the focus goes at the end, if what opened the dialog is gone, such as a menu. */
  returnTo?: RefObject<HTMLElement | null>;
  children?: ReactNode;
};

export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  actions,
  isPersistent = false,
  returnTo,
  children,
}: DialogProps) {
  const t = useTranslations("actions");
  const opener = useRef<HTMLElement>(null);
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && !isPersistent && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="data-[state=open]:animate-in data-[state=open]:fade-in-0 fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          {...(!description && { "aria-describedby": undefined })}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement as HTMLElement | null;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            (returnTo?.current ?? opener.current)?.focus();
          }}
          className="bg-background data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 fixed top-1/2 left-1/2 z-50 grid max-h-[85dvh] w-[calc(100%-2rem)] max-w-lg -translate-1/2 gap-4 overflow-y-auto rounded-xl border p-6 shadow-xl"
        >
          <div className="grid gap-1 pr-8">
            <Primitive.Title className="text-base font-semibold">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="text-secondary">
                {description}
              </Primitive.Description>
            )}
          </div>
          {children}
          {actions && <div className="flex flex-wrap justify-end gap-2">{actions}</div>}
          {!isPersistent && (
            <Primitive.Close asChild>
              <Button
                look="ghost"
                size="icon"
                className="absolute top-3 right-3"
                aria-label={t("close")}
              >
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
