// Tokens for an element that calls the API itself. They live in memory only.

// A token is renewed when a tenth of its life is left.
const LIFE = 900;

// After a refusal the endpoint hears, by `Cache-Control`, that a kept token will not do.
const fetchToken = async (endpoint, refused) => {
  const cache = refused ? "reload" : "no-cache";
  const response = await fetch(endpoint, { credentials: "same-origin", cache, redirect: "error" });
  if (!response.ok) throw new Error("There is no token.");
  return response.json();
};

// Milliseconds that a token may take.
const LIMIT = 10_000;

const inTime = (promise) => {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(fail, LIMIT, new Error("No token came in time."))));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Gives a function that promises a token, another one than `refused`. However many ask, one token is on its way. */
export function tokenSource(element) {
  let kept;
  return (refused) => {
    if (kept && !(refused && kept.token === refused) && !(kept.until < Date.now())) return kept.promise;
    const asked = (kept = {});
    asked.promise = (async () => {
      try {
        const answer = await inTime(element.getToken ? element.getToken() : fetchToken(element.tokenEndpoint, refused));
        const { access_token, expires_in } = typeof answer === "string" ? { access_token: answer } : answer;
        // Without a life that makes sense, a token is good until it is refused.
        if (expires_in > 0) asked.until = Date.now() + expires_in * LIFE;
        return (asked.token = access_token);
      } catch (error) {
        if (kept === asked) kept = undefined;
        throw error;
      }
    })();
    return asked.promise;
  };
}
