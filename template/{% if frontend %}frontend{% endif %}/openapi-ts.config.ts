import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "../openapi.yaml",
  output: { path: "src/api/generated" },
  // Fields that are only ever written would vanish from the types of requests.
  parser: { transforms: { readWrite: false } },
  plugins: [
    { name: "@hey-api/client-axios", runtimeConfigPath: "./src/api/client-config" },
    "@hey-api/typescript",
    "@hey-api/sdk",
    "@tanstack/react-query",
  ],
});
