import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "../openapi.yaml",
  output: { path: "src/api/generated" },
  // Fields that are only ever written would vanish from the types of requests.
  parser: { transforms: { readWrite: false } },
  plugins: [
    { name: "@hey-api/client-axios", runtimeConfigPath: "./src/api/client-config" },
    {
      name: "@hey-api/typescript",
      // The generated types use TypeScript's own `Array`, which one of that name would hide.
      definitions: { name: (name) => (name === "Array" ? "ArrayRecord" : name) },
    },
    "@hey-api/sdk",
    "@tanstack/react-query",
  ],
});
