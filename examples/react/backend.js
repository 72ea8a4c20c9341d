// Stands in for your shop's backend, which takes the order: it answers with what it received.

const readAll = async (request) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
};

async function order(request, response) {
  const answer = (status, body) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  try {
    const received = JSON.parse(await readAll(request));
    // Whatever a browser sends can be forged, so the id is no more than a claim until your server has checked it.
    if (!/^\d+$/.test(received.service_point)) return answer(422, { error: "There is no pickup point in the order." });
    answer(200, { received });
  } catch {
    answer(400, { error: "The order cannot be read." });
  }
}

/** For Vite's development server, and for its preview of what was built. */
export const backend = {
  name: "shop-backend",
  configureServer: ({ middlewares }) => void middlewares.use("/order", order),
  configurePreviewServer: ({ middlewares }) => void middlewares.use("/order", order),
};
