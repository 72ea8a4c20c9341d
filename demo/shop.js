// The pretend shop's only script: the picker searches in the country that the shopper chooses, and gives its room back when a
// point is chosen.
const country = document.getElementById("country");
const picker = document.getElementById("picker");

function follow() {
  picker.setAttribute("country", country.value);
  document.getElementById("example").textContent = country.selectedOptions[0].dataset.example;
}

for (const name of ["spp-ready", "spp-change"]) {
  picker.addEventListener(name, ({ detail }) => picker.classList.toggle("chosen", Boolean(detail.selection)));
}
country.addEventListener("change", follow);
follow();
