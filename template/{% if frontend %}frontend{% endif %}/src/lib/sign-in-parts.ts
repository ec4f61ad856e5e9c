import type { ComponentType } from "react";

import type { CurrentUser } from "@/api/generated/types.gen";

/** What a sign-in has answered that waits for another step. */
export type PendingSignIn = { types?: string[] };

/** A further step of a sign-in, by the code of the API's answer. */
export type SignInSteps = Record<
  string,
  ComponentType<{ pending: PendingSignIn; onDone: () => void; onRestart: () => void }>
>;

/** A way for those who are signed in to confirm who they are. */
export type ConfirmationWay = {
  id: string;
  isFor: (user: CurrentUser) => boolean;
  /** The words of the link that chooses this way. */
  Label: ComponentType;
  Form: ComponentType<{ onDone: () => void }>;
};
