import axios, { type AxiosError, type InternalAxiosRequestConfig } from "axios";

const REFRESH = "/api/auth/token/refresh/";

type Attempt = InternalAxiosRequestConfig & { isRepeated?: boolean };

/** Cookies carry the tokens, and the CSRF token goes back as a header; scripts see no token. */
export const http = axios.create({
  withCredentials: true,
  withXSRFToken: true,
  xsrfCookieName: isSecure() ? "__Host-csrftoken" : "csrftoken",
  xsrfHeaderName: "X-CSRFToken",
});

let refreshing: Promise<unknown> | undefined;

http.interceptors.response.use(undefined, async (error: AxiosError<{ code?: string }>) => {
  const attempt = error.config as Attempt | undefined;
  if (!attempt || attempt.isRepeated || !isExpired(error)) throw error;
  // Requests that fail at the same time share one renewal: a refresh token works once.
  refreshing ??= http.post(REFRESH).finally(() => (refreshing = undefined));
  await refreshing.catch(() => {
    throw error;
  });
  return http({ ...attempt, isRepeated: true } as Attempt);
});

function isExpired(error: AxiosError<{ code?: string }>): boolean {
  return (
    error.response?.status === 401 &&
    error.config?.url !== REFRESH &&
    error.response.data?.code === "not_authenticated"
  );
}

function isSecure(): boolean {
  return typeof location !== "undefined" && location.protocol === "https:";
}
