import type { NextConfig } from "next";

/** Where Django answers. Browsers only ever see the address of this server. */
const api = process.env.API_ORIGIN ?? "http://127.0.0.1:8000";

const config: NextConfig = {
  poweredByHeader: false,
  allowedDevOrigins: ["127.0.0.1"],
  // Django's addresses end with a slash, and a redirect would lose the body of a request.
  skipTrailingSlashRedirect: true,
  rewrites: async () => [
    { source: "/api/:path*/", destination: `${api}/api/:path*/` },
    { source: "/api/:path*", destination: `${api}/api/:path*` },
    { source: "/files/", destination: `${api}/files/` },
  ],
};

export default config;
