import axios, { type AxiosError, type InternalAxiosRequestConfig } from "axios";

import { isConfirmed } from "./reauthentication";

const REFRESH = "/api/auth/token/refresh/";
const REFRESHED_ELSEWHERE = 409;

type Refusal = AxiosError<{ code?: string }>;
type Attempt = InternalAxiosRequestConfig & { isRenewed?: boolean; isConfirmed?: boolean };

/** Cookies carry the tokens, and the CSRF token goes back as a header; scripts see no token. */
export const http = axios.create({
  withCredentials: true,
  withXSRFToken: true,
  xsrfCookieName: isSecure() ? "__Host-csrftoken" : "csrftoken",
  xsrfHeaderName: "X-CSRFToken",
});

http.interceptors.response.use(undefined, async (error: Refusal) => {
  const attempt = error.config as Attempt | undefined;
  if (!attempt || error.response?.status !== 401 || attempt.url === REFRESH) throw error;
  switch (error.response.data?.code) {
    case "not_authenticated":
      if (attempt.isRenewed || !(await isRenewed())) break;
      return http({ ...attempt, isRenewed: true } as Attempt);
    case "reauthentication_required":
      if (attempt.isConfirmed || !(await isConfirmed())) break;
      return http({ ...attempt, isConfirmed: true } as Attempt);
  }
  throw error;
});

let renewing: Promise<boolean> | undefined;

/** Requests that fail at the same time share one renewal: a refresh token works once. */
function isRenewed(): Promise<boolean> {
  renewing ??= renew().finally(() => (renewing = undefined));
  return renewing;
}

async function renew(): Promise<boolean> {
  try {
    await http.post(REFRESH);
    return true;
  } catch (error) {
    const status = axios.isAxiosError(error) ? error.response?.status : undefined;
    if (status === 401) listeners.forEach((listener) => listener());
    // Another tab was faster, and its tokens are this one's as well.
    return status === REFRESHED_ELSEWHERE;
  }
}

const listeners = new Set<() => void>();

/** Have something called when the session has ended; the answer takes that back. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function isSecure(): boolean {
  return typeof location !== "undefined" && location.protocol === "https:";
}
