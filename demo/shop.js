// The pretend shop's only script: the country that the shopper chooses is the country where the picker searches.
const country = document.getElementById("country");

function follow() {
  document.getElementById("picker").setAttribute("country", country.value);
  document.getElementById("example").textContent = country.selectedOptions[0].dataset.example;
}

country.addEventListener("change", follow);
follow();
