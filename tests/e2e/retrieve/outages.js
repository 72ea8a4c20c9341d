// Endpoints that cannot say whether a point is still there.

/** How an endpoint can be down, as a switch on and a switch off, and the code that the shop is told. */
export const OUTAGES = {
  "is not reached": {
    code: "endpoint_unreachable",
    down: ({ page }) => page.route("**/api/**", (route) => route.abort("connectionrefused")),
    up: ({ page }) => page.unroute("**/api/**"),
  },
  "answers that the API is down": {
    code: "service_unavailable",
    down: ({ sandbox }) => sandbox.setFaults({ rules: [{ route: "retrieve", status: 503 }] }),
    up: ({ sandbox }) => sandbox.setFaults({}),
  },
  "refuses its own keys": {
    code: "endpoint_setup",
    down: ({ sandbox }) => sandbox.setFaults({ rules: [{ route: "retrieve", status: 403 }] }),
    up: ({ sandbox }) => sandbox.setFaults({}),
  },
  "answers with half a point": {
    code: "service_unavailable",
    down: ({ sandbox }) => sandbox.setFaults({ rules: [{ route: "retrieve", body: "truncated" }] }),
    up: ({ sandbox }) => sandbox.setFaults({}),
  },
  "answers with a page": {
    code: "answer_malformed",
    down: ({ page }) =>
      page.route("**/api/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>Log in</title>" })),
    up: ({ page }) => page.unroute("**/api/**"),
  },
  "does not answer the check": {
    code: "endpoint_unreachable",
    down: ({ page }) => page.route("**/check-availability", (route) => route.abort("connectionreset")),
    up: ({ page }) => page.unroute("**/check-availability"),
  },
};
