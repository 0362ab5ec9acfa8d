// A portal's script that mounts the applications without a custom element; for the bundlers that leave files alone.
// guide:start
import { mount } from "oauth-apps";

const page = mount(document.querySelector("#apps"), {
  baseUrl: "https://api.example/",
  getToken: async ({ refused }) => {
    const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
    return answer.ok ? answer.text() : null;
  },
});

page.on("created", (event) => say(`Created ${event.detail.name}`));
page.on("token-needed", (event) => {
  event.preventDefault(); // no page of its own for that
  location.assign("/login");
});

document.querySelector("#language").addEventListener("click", () => page.update({ locale: "pl" }));
document.querySelector("#close").addEventListener("click", () => page.unmount()); // false: a new secret is not saved yet
// guide:end

function say(text) {
  document.querySelector("output").textContent = text;
}
