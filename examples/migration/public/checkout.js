// A shop's own code, as it was written for the hosted picker. Nothing in it had to be changed; `closingIsFailure` is there to
// be tried out.
const form = document.forms[0];
let chosenId = null;
let knownPostNumber = "";

document.getElementById("choose").addEventListener("click", () => {
  sendcloud.servicePoints.open(
    {
      apiKey: "the public key, which is not used any more",
      country: "it",
      language: "en-gb",
      postalCode: form.elements.postal_code.value,
      city: form.elements.city.value,
      servicePointId: chosenId,
      postNumber: knownPostNumber,
      closingIsFailure: document.getElementById("closing").checked,
    },
    (point, postNumber) => {
      chosenId = point.id;
      knownPostNumber = postNumber;
      form.elements.sendcloud_service_point.value = JSON.stringify(point);
      form.elements.sendcloud_post_number.value = postNumber;
      show(`${point.name}, ${point.street} ${point.house_number}, ${point.city}`);
    },
    (errors) => show(`Failed: ${errors.join(" ")}`),
  );
});

function show(text) {
  document.getElementById("chosen").textContent = text;
}
