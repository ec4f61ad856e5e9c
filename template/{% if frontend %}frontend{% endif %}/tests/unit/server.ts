import { setupServer } from "msw/node";

/** Answers the requests of a test; each test says how. */
export const server = setupServer();
