// What a portal does with the element: it gives it its look, says what is offered, and hears what happens.
import "./start.js";

const element = document.querySelector("oauth-apps");
const form = document.querySelector("form");

function apply() {
  const given = new FormData(form);
  element.appearance = { theme: given.get("theme"), accent: given.get("accent"), radius: `${given.get("radius")}px` };
  element.locale = given.get("locale");
  element.features = ["create", "delete", "secrets"].filter((feature) => given.has(feature));
}
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
apply();

for (const name of ["ready", "created", "deleted", "signed-in", "signed-out", "token-needed", "unsaved", "error"]) {
  element.addEventListener(`oauth-apps:${name}`, ({ type, detail }) => {
    document.querySelector("pre").append(`${type} ${JSON.stringify(detail)}\n`);
  });
}
