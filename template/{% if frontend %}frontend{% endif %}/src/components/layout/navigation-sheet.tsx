"use client";

import { Dialog } from "radix-ui";
import { usePathname } from "next/navigation";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";

type NavigationSheetProps = { isOpen: boolean; onClose: () => void; children: ReactNode };

/** The navigation on small screens: slides in, and goes when a page was chosen. */
export function NavigationSheet({ isOpen, onClose, children }: NavigationSheetProps) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) onClose();
    shown.current = pathname;
  }, [pathname, onClose]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="data-[state=open]:animate-in data-[state=open]:fade-in-0 fixed inset-0 z-40 bg-black/40 md:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="bg-surface data-[state=open]:animate-in data-[state=open]:slide-in-from-left fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col gap-3 overflow-y-auto border-r p-3 md:hidden"
        >
          <Dialog.Title className="sr-only">{t("navigation")}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
