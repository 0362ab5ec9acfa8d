// A portal's script that mounts the applications without a custom element; for the bundlers that leave files alone.
import { allowApis, mount } from "oauth-apps";

allowApis(["https://api.example/"]);

const page = mount(document.querySelector("#apps"), {
  baseUrl: "https://api.example/",
  getToken: async ({ refused }) => {
    const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
    return answer.ok ? answer.text() : null;
  },
});

page.on("created", (event) => say(`Created ${event.detail.name}`));
page.on("token-needed", (event) => {
  event.preventDefault(); // the portal has a page for that
  location.assign("/login");
});

page.on("before-unmount", (event) => {
  event.preventDefault(); // a new secret is not saved yet: unmount() answers false
  say("Save the new secret first");
});

document.querySelector("#polish").onclick = () => page.update({ locale: "pl" });
document.querySelector("#close").onclick = () => page.unmount();

function say(text) {
  document.querySelector("output").textContent = text;
}
